"""Members of a zip archive that a stranger packed: nothing is written anywhere, and nothing is unpacked beyond a decent size."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

from silta.standards.formats.reading import FormatRefused, excerpt

MAX_MEMBERS: Final = 2_000
MAX_UNPACKED: Final = 64 * 1024 * 1024
_UNSAFE: Final = re.compile(r"^[/\\~]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")
_BESIDE: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store)")


def is_unsafe(name: str) -> bool:
    """Whether the name of a member leads out of the archive: absolute, with a drive letter, through ``..``."""
    return _UNSAFE.search(name) is not None


def members(raw: bytes) -> dict[str, bytes]:
    """The files in the archive by name, in the order of its directory; what macOS puts beside them is left out.

    Raises `FormatRefused`: `format.malformed-zip`, `format.encrypted-zip`, `format.zip-path`, `format.too-large-unpacked`.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            listed = [one for one in archive.infolist() if not one.is_dir()]
            _check(listed)
            return {one.filename: archive.read(one) for one in listed if not _BESIDE.search(one.filename)}
    except FormatRefused:
        raise
    except Exception as error:  # noqa: BLE001 -- hostile bytes: zipfile has no closed set of errors
        raise FormatRefused("format.malformed-zip", reason=type(error).__name__) from None


def _check(listed: list[zipfile.ZipInfo]) -> None:
    for one in listed:
        if is_unsafe(one.filename) or is_unsafe(one.orig_filename):
            raise FormatRefused("format.zip-path", excerpt(one.filename))
        if one.flag_bits & 1:
            raise FormatRefused("format.encrypted-zip", excerpt(one.filename))
    unpacked = sum(one.file_size for one in listed)
    if len(listed) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise FormatRefused(
            "format.too-large-unpacked", members=len(listed), bytes=unpacked, limit=MAX_UNPACKED
        )
