"""Logging: one line an event on standard error, readable by people and by machines (logfmt), through structlog."""

from __future__ import annotations

from functools import lru_cache
from logging import Formatter, LogRecord
from logging.config import dictConfig
from typing import Any, Final

_FIRST_KEYS: Final = ["timestamp", "level", "logger", "event"]


def configure(logging: dict[str, str]) -> None:
    """Let all loggers speak through one handler, from ``{"level": "INFO"}`` (settings)."""
    dictConfig(_handlers(logging["level"]))


def _handlers(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": Line}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "propagate": False},
            # axes tells every attempt at warning level; what matters (a lock) is shown to the person and kept in its table.
            "axes": {"level": "ERROR"},
        },
    }


class Line(Formatter):
    """An event as a line. structlog is loaded by the first one: most commands have nothing to log, and start sooner."""

    def format(self, record: LogRecord) -> str:
        return _structured().format(record)


@lru_cache(maxsize=1)
def _structured() -> Formatter:
    import structlog  # noqa: PLC0415 - see Line

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=_FIRST_KEYS, drop_missing=True, bool_as_flag=False),
        ],
    )
