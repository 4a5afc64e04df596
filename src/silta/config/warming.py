"""What the first readers of a fresh process would otherwise wait for, one after the other."""

from __future__ import annotations

import logging
from importlib.resources import files
from importlib.resources.abc import Traversable
from threading import Thread

from django.db import DatabaseError, connections
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import override

from silta.node.queries.suggestions import compare_ahead
from silta.words.languages import CODES


def warm() -> Thread:
    """Load the code of all pages now; their catalogues and templates, and what the workbench compares, beside the requests."""
    reverse("home")
    thread = Thread(target=_work, name="warming", daemon=True)
    thread.start()
    return thread


def _work() -> None:
    for language in CODES:
        with override(language):  # reads its catalogue
            pass
    _load_templates(files("silta.web").joinpath("templates"), "")
    try:
        compare_ahead()
    except DatabaseError as error:  # tables that are not there yet; whoever opens a page is told
        logging.getLogger(__name__).info("nothing was compared ahead: %s", error)
    finally:
        connections.close_all()


def _load_templates(folder: Traversable, prefix: str) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            _load_templates(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".html"):
            get_template(f"{prefix}{entry.name}")
