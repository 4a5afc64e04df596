"""Documents made for tests: Word files by python-docx, PDF files by Typst, a page as the register of Kazakh law shows it."""

from __future__ import annotations

import html
import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import typst

GUIDE = """#set page(paper: "a5", header: [Guide X.1 #h(1fr) 3 May 2020])
#set page(footer: context align(center)[Page #counter(page).display()])
#set text(hyphenate: true, lang: "en", size: 10pt)
#set par(justify: true)
"""


def word(build: Callable[[Any], object]) -> bytes:
    """A Word document that `build` fills."""
    made = docx.Document()
    build(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def word_with(part: str, change: Callable[[str], str], raw: bytes) -> bytes:
    """A Word document with one of its parts changed as text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, change(held.decode()) if name == part else held)
    return stream.getvalue()


def pdf(source: str) -> bytes:
    """The PDF file that Typst sets from `source`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "source.typ"
        path.write_text(GUIDE + source, encoding="utf-8")
        made: bytes = typst.compile(str(path))
    return made


def register_page(text: str, title: str) -> bytes:
    """A law as the register's page holds it: each line a paragraph, with menus, scripts and a signature table around."""
    lines = "".join(
        f'<p id="z{n}">{html.escape(line)}</p>\n' for n, line in enumerate(text.split("\n")) if line.strip()
    )
    return f"""<!DOCTYPE html><html><head><title>x</title><script>Статья 9. Скрипт</script></head><body>
<nav><ul><li>Меню</li></ul></nav>
<div class="container_alpha slogan"><h1>{html.escape(title)}</h1></div>
<div class="container_gamma text"><article>{lines}</article></div>
<footer>Внизу</footer></body></html>""".encode()
