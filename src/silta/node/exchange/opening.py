"""From what a person names to a source: an address, a sealed file or a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from silta.node.exchange.bundle import SUFFIX, BundleSource
from silta.node.exchange.sources import FolderSource, HttpSource, Source, SourceUnreachable
from silta.node.home import Home


def check_source(text: str) -> None:
    """Whether `text` can name a source at all. Raises `SourceUnreachable` `exchange.not-an-address`."""
    if text.startswith(("http://", "https://")) and not _is_address(text):
        raise SourceUnreachable("exchange.not-an-address", text)


def _is_address(text: str) -> bool:
    """Whether `text` names a host, and a port if any, in letters that fit into a request; no user and password before it."""
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0 and text.isascii() and "@" not in parts.netloc
    except ValueError:
        return False


@contextmanager
def open_source(text: str, home: Home, name: str = "") -> Iterator[Source]:
    """The source that a person named: an address beginning with http:// or https://, a file ending in .silta, else a folder.

    Left, it is closed. `name` is what people call an uploaded file. Raises `SourceUnreachable`: `exchange.not-an-address`,
    `exchange.no-folder`, and as `BundleSource` does.
    """
    check_source(text)
    if text.startswith(("http://", "https://")):
        with closing(HttpSource(text, home)) as served:
            yield served
    elif text.endswith(SUFFIX):
        with closing(BundleSource(Path(text), home, name)) as bundle:
            yield bundle
    else:
        yield FolderSource(Path(text))
