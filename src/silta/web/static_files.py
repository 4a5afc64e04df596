"""Static files without a build: each URL carries a digest of the file's bytes, so that a browser may keep it for long."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class DigestInQuery(StaticFilesStorage):
    """``web/css/frame.css`` → ``/static/web/css/frame.css?v=3f2a91c04b``. A name that no app has keeps a plain URL."""

    def url(self, name: str | None) -> str:
        plain = super().url(name)
        digest = (_digest_of if settings.DEBUG else _digest_once)(name or "")
        return f"{plain}?v={digest}" if digest else plain


def _digest_of(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        return ""
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10]


_digest_once = lru_cache(maxsize=None)(_digest_of)
