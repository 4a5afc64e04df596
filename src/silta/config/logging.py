"""Logging: one line an event on standard error, readable by people and by machines (logfmt), through structlog."""

from __future__ import annotations

from logging.config import dictConfig
from typing import Any, Final

import structlog

_SHARED: Final[list[Any]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_FIRST_KEYS: Final = ["timestamp", "level", "logger", "event"]


def configure(logging: dict[str, str]) -> None:
    """Configure structlog and the standard library to speak through one handler, from ``{"level": "INFO"}`` (settings)."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    dictConfig(_handlers(logging["level"]))


def _handlers(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": _formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "propagate": False},
            # axes tells every attempt at warning level; what matters (a lock) is shown to the person and kept in its table.
            "axes": {"level": "ERROR"},
        },
    }


def _formatter() -> structlog.stdlib.ProcessorFormatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=_FIRST_KEYS, drop_missing=True, bool_as_flag=False),
        ],
    )
