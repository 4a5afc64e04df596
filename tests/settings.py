"""Django's settings for the tests: the real ones, on a home and a database of their own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="silta-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["SILTA_HOME"] = str(_home)
# Playwright runs an event loop in the thread of the test, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from silta.config.settings import *  # noqa: E402, F403 - the home comes first
from silta.config.settings import DATABASES  # noqa: E402

SECRET_KEY = "not a secret"
# Argon2 is slow on purpose; tests sign in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each test client would list all static files anew; pages in a browser get them from the server of the test.
WHITENOISE_USE_FINDERS = False

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, as in a node: readers and a writer at once behave otherwise in memory. Nothing survives a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(_home / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
