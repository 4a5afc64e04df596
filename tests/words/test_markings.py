"""The stamps of national security classes are recognised as they are printed; speaking about secrecy is not one."""

from __future__ import annotations

import pytest

from silta.words.markings import MarkingRefused, check_not_classified


@pytest.mark.parametrize(
    "stamp",
    [
        "ERITTÄIN SALAINEN", "SALAINEN", "LUOTTAMUKSELLINEN", "KÄYTTÖ RAJOITETTU", "TL I", "TL II", "TL III", "TLIV",
        "ОСОБОЙ ВАЖНОСТИ", "СОВЕРШЕННО СЕКРЕТНО", "СЕКРЕТНО", "АСА МАҢЫЗДЫ", "ӨТЕ ҚҰПИЯ", "ҚҰПИЯ",
    ],
)  # fmt: skip
def test_every_class_of_both_countries_is_refused_by_its_stamp(stamp: str) -> None:
    with pytest.raises(MarkingRefused) as refused:
        check_not_classified(f"1/3\n{stamp}\nLiite", "expected.fi.text")
    assert refused.value.problems[0].data["stamp"] == stamp


@pytest.mark.parametrize(
    "text",
    [
        "Asiakirja on salainen.",
        "Salaisen aineiston käsittely",
        "Не секретно",
        "Құпия емес",
        "ATL II",
        "SALAISET",
    ],
)
def test_a_text_that_speaks_about_secrecy_passes(text: str) -> None:
    check_not_classified(text, "title")
