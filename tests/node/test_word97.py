"""Word 97 files: a program of the machine turns them into text, and its failures are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from silta.node.word97 import readable
from silta.standards.formats.magic import OLE2
from silta.standards.formats.reading import FormatRefused

WORD = OLE2 + bytes(600) + "WordDocument".encode("utf-16-le")


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """An `antiword` that does what `script` says, the only program on the path but the shell's own."""
    path = folder / "antiword"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))


def test_what_is_no_word_file_and_any_file_without_a_program_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert readable(b"law", "law.txt") == (b"law", "law.txt")
    assert readable(WORD, "law.doc") == (WORD, "law.doc")


def test_a_word_file_becomes_text_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("SECRET", "key")
    program(tmp_path, monkeypatch, 'echo "Article 1 $SECRET"')
    assert readable(WORD, "law.doc") == (b"Article 1 \n", "law.doc.txt")
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_program_that_fails_or_says_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program(tmp_path, monkeypatch, script)
    with pytest.raises(FormatRefused) as caught:
        readable(WORD, "law.doc")
    assert caught.value.code == "format.word97-failed"


@pytest.mark.realdata
def test_the_real_law_is_the_same_from_word_97_and_from_text(real_data: Path) -> None:
    from silta.standards.formats import read

    raw = (real_data / "kazakhstan/law_442-V_use_of_atomic_energy_ru.doc").read_bytes()
    made, name = readable(raw, "law.doc")
    if made is raw:
        pytest.skip("neither antiword nor LibreOffice is on this machine")
    text = (real_data / "kazakhstan/law_442-V_use_of_atomic_energy_ru.txt").read_bytes()
    of_word, of_text = read(made, name, "ru").release, read(text, "law.txt", "ru").release
    if name.endswith(
        ".docx"
    ):  # LibreOffice knows the paragraphs: the text has one heading broken over two lines
        told = {"art-26", "ch-4-1"}
        assert {
            a.fragment for a, b in zip(of_word.provisions, of_text.provisions, strict=True) if a != b
        } == told
    else:
        assert of_word.provisions == of_text.provisions
