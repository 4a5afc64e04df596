"""The font of the pages: IBM Plex Sans, cut to the letters that the four languages need, as woff2.

``python -m silta.web.fonts [FOLDER]`` makes it (in `make setup`, into `var/static-fonts`, which git ignores). Pages work
without: the stylesheet names fallbacks. Source: the package ``fontpkg-ibm-plex-sans`` (SIL Open Font License 1.1).
"""

from __future__ import annotations

import hashlib
import sys
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from silta.words.errors import SiltaError

FOLDER: Final = Path("var") / "static-fonts"
MUST_HAVE: Final = "әғқңөұүһіӘҒҚҢӨҰҮҺІёЁåäöÅÄÖšžŠŽ₸€§№«»“”’–—−…×"
"""Letters and signs without which a page in one of the four languages would mix two fonts."""

_RANGES: Final = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x400, 0x45F), (0x490, 0x4E9),
    (0x2010, 0x2015), (0x2018, 0x201F), (0x2020, 0x2026), (0x2030, 0x203A), (0x2190, 0x2193),
)  # fmt: skip
_SINGLE: Final = (0x2B9, 0x2BC, 0x20AC, 0x20B8, 0x2116, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265)
_SOURCE: Final = "IBMPlexSans[wdth,wght].ttf"
"""No italics: the stylesheet has none, and a browser slants the rare emphasis by itself."""


class FontLacksLetters(SiltaError):
    """The font that was found cannot write the four languages."""


def subset(source: bytes) -> bytes:
    """A variable font cut to our letters, weights 400 to 600 and normal width, as woff2.

    Raises `FontLacksLetters` (`setup.font-lacks-letters`) if one of `MUST_HAVE` is not in it.
    """
    font = TTFont(BytesIO(source))
    missing = "".join(letter for letter in MUST_HAVE if ord(letter) not in font.getBestCmap())
    if missing:
        raise FontLacksLetters("setup.font-lacks-letters", letters=missing)
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "calt", "liga"]
    cutter = Subsetter(options)
    cutter.populate(unicodes={*_SINGLE, *(c for first, last in _RANGES for c in range(first, last + 1))})
    cutter.subset(font)
    font = instantiateVariableFont(font, {"wdth": 100, "wght": (400, 400, 600)})
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def make(folder: Path) -> list[Path]:
    """Write the fonts and the stylesheet that names them into `folder`; what is already there is left as it is."""
    sheet = folder / "fonts.css"
    if sheet.exists():
        return []
    folder.mkdir(parents=True, exist_ok=True)
    data = subset(_source())
    path = folder / "plex-sans.woff2"
    path.write_bytes(data)
    # The stylesheet comes last: where it stands, the font stands too.
    sheet.write_text(_rule(path.name, hashlib.sha256(data).hexdigest()[:10]), encoding="utf-8")
    return [path, sheet]


def _source() -> bytes:
    found: Any = files("fontpkg_ibm_plex_sans") / "files" / _SOURCE
    data: bytes = found.read_bytes()
    return data


def _rule(name: str, digest: str) -> str:
    return (
        '@font-face { font-family: "IBM Plex Sans"; font-style: normal; font-weight: 400 600; font-display: swap; '
        f'src: url("{name}?v={digest}") format("woff2"); }}\n'
    )


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER):
        print(path)  # noqa: T201 - the progress of make setup
