"""What the tests of the proof desk hold texts against: two authorities, their heads, a meeting and some seminars."""

from __future__ import annotations

from datetime import date

from silta.reports.proof.checks import proof
from silta.reports.proof.finding import Finding
from silta.reports.proof.known import Counted, Known, Name, Recorded
from silta.reports.proof.passages import of_texts

HEAD = Name(
    "person",
    {"fi": "Petteri Tiippana", "en": "Petteri Tiippana", "ru": "Петтери Тииппана", "kk": "Петтери Тииппана"},
    titles={
        "en": "Director General",
        "fi": "pääjohtaja",
        "ru": "генеральный директор",
        "kk": "бас директор",
    },
)
ENVOY = Name(
    "person",
    {"en": "Azamat Lampov", "fi": "Azamat Lampov", "ru": "Азамат Лампов", "kk": "Азамат Лампов"},
    wrong=("Lampoff",),
    titles={"en": "Ambassador", "fi": "suurlähettiläs"},
)
CENTRE = Name(
    "organisation",
    {
        "en": "Model Safety Centre",
        "fi": "Malliturvakeskus",
        "ru": "Центр безопасности «Модель»",
        "kk": "Үлгі қауіпсіздік орталығы",
    },
    also=("MTK",),
)
TOWN = Name("place", {"fi": "Loviisa", "en": "Loviisa", "ru": "Ловийса", "kk": "Ловийса"})

MEETING = Recorded("m", "meeting", "2026-M01", {"en": "Annual meeting"}, "2026-01-12", "", "tlp-green")
SEMINAR = Recorded(
    "s",
    "activity",
    "2026-04",
    {"en": "Licensing steps of a first plant", "fi": "Ensimmäisen laitoksen luvitusvaiheet"},
    "2026-05-18",
    "2026-05-20",
    "public",
)
SEMINARS = Counted(
    {"en": ("seminar",), "fi": ("seminaari",), "ru": ("семинар",), "kk": ("семинар",)}, {2025: (6, 8)}
)
KNOWN = Known(
    today=date(2026, 1, 14),
    names=(HEAD, ENVOY, CENTRE, TOWN),
    records=(MEETING, SEMINAR),
    counted=(SEMINARS,),
    languages=("kk", "ru", "fi", "en"),
    began="2025-10",
)
NOTHING = Known(today=date(2026, 1, 14))


def found(known: Known = KNOWN, marking: str = "tlp-amber", /, **texts: str) -> list[Finding]:
    """The findings in one text; `marking` above public, so that not every language is asked for."""
    return list(proof(of_texts(texts, marking), known))


def codes(known: Known = KNOWN, marking: str = "tlp-amber", /, **texts: str) -> set[str]:
    """The codes of the findings without their namespace."""
    return {finding.code.removeprefix("proof.") for finding in found(known, marking, **texts)}
