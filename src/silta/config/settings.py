"""Django's settings, for both profiles. What differs between nodes comes from the node's home and the environment.

=====================  ===========================================================================================
``SILTA_HOME``         the node's folder (`silta.node.home`); default: `var/node` below the current folder
``SILTA_DATABASE_URL`` PostgreSQL instead of the SQLite file in the home
``SILTA_VAR``          where `make setup` put what it made (the fonts); default: `var` below the current folder
``SILTA_DEBUG``        ``1``: error pages with tracebacks, static files read afresh; never for a node that others reach
``SILTA_LOG_LEVEL``    default ``INFO``
=====================  ===========================================================================================
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from silta.config import databases
from silta.node.home import Home
from silta.words.languages import CODES
from silta.words.languages import LANGUAGES as SILTA_LANGUAGES

HOME = Home.at(Path(os.environ.get("SILTA_HOME") or Path("var") / "node").absolute())
VAR = Path(os.environ.get("SILTA_VAR") or "var").absolute()
PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = os.environ.get("SILTA_DEBUG") == "1"
SILTA_DEMO = HOME.demo
SILTA_DEMO_PASSWORD = HOME.demo_password
SECRET_KEY = HOME.secret_key()

ALLOWED_HOSTS = list(HOME.hosts)
ROOT_URLCONF = "silta.config.urls"
WSGI_APPLICATION = "silta.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "silta.web",
    "silta.node",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "silta.web.middleware.PageHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "silta.web.middleware.SignInRequired",
    "silta.web.middleware.Downloads",
    "silta.web.middleware.FormsOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "silta.web.shell.shell",
            ],
            # Every page speaks to people in four languages and is built from the same components.
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "silta.web.templatetags.silta",
                "silta.web.templatetags.dates",
            ],
        },
    }
]

# Data ------------------------------------------------------------------------------------------------------------
_url = os.environ.get("SILTA_DATABASE_URL")
DATABASES = {"default": databases.postgresql(_url) if _url else databases.sqlite(HOME.database)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "node.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "sign-in"
# A person and an address together: nobody can lock another person out from afar.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "silta.web.pages.signing_in.locked"

# Languages and time -----------------------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = HOME.time_zone
LANGUAGES = [(language.code, language.name) for language in SILTA_LANGUAGES]
LANGUAGE_CODE = HOME.language if HOME.language in CODES else "en"
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["silta.web.formats"]

# Cookies: two nodes on one machine share their host name, and cookies do not know ports ----------------------------------
_cookie = f"silta_{HOME.party}" if HOME.party else "silta"
SESSION_COOKIE_NAME = f"{_cookie}_session"
CSRF_COOKIE_NAME = f"{_cookie}_csrf"
LANGUAGE_COOKIE_NAME = f"{_cookie}_language"
SILTA_THEME_COOKIE = f"{_cookie}_theme"
SILTA_KEYS_COOKIE = f"{_cookie}_keys"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HOME.https

# Headers ---------------------------------------------------------------------------------------------------------
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HOME.https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HOME.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HOME.proxied else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "silta.web.pages.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Static files: read where they lie, no build. Their URLs carry a digest of their bytes, so browsers may keep them ------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [("fonts", VAR / "static-fonts")] if (VAR / "static-fonts").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "silta.web.static_files.DigestInQuery"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 30 * 24 * 3600

# Called by django.setup(), so that reading the settings does not load the machinery of logging.
LOGGING_CONFIG = "silta.config.logging.configure"
LOGGING = {"level": os.environ.get("SILTA_LOG_LEVEL", "INFO")}
