"""The WSGI application: ``granian --interface wsgi silta.config.wsgi:application``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "silta.config.settings")
application = get_wsgi_application()

from silta.config.warming import warm  # noqa: E402 - once Django has been set up

warm()
