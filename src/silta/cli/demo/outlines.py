"""Outlines of the laws that the story compares, for a computer that has no copies of the laws themselves.

`content/outlines/*.csv` are in the form of Silta's import template and go through the same importer as anybody's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from silta.cli.demo.story import CONTENT


@dataclass(frozen=True)
class Outline:
    """One release of a framework: its file, the languages in it with the title in each, and who brings it into the library.

    `reworded` tells what a later release says otherwise than the one in the file: wordings, and what stands in their place.
    """

    address: str
    file: str
    record: str
    titles: Mapping[str, str]
    type: str
    licence: str
    issuer: str
    reworded: Mapping[str, str] = field(default_factory=dict)

    def raw(self) -> bytes:
        """The file, with what this release says otherwise."""
        text = (CONTENT / "outlines" / self.file).read_text(encoding="utf-8")
        for before, after in self.reworded.items():
            text = text.replace(before, after)
        return text.encode()


OUTLINES: Final = (
    Outline(
        "kz/442-V@2024-06-08",
        "kz-442-V.csv",
        "release-442-V",
        {
            "ru": "Закон № 442-V «Об использовании атомной энергии» (план)",
            "kk": "«Атом энергиясын пайдалану туралы» № 442-V Заң (сұлбасы)",
            "en": "Law No. 442-V on the Use of Atomic Energy (outline)",
        },
        "act",
        "official-act",
        "Parliament of the Republic of Kazakhstan",
    ),
    Outline(
        "fi/990-1987@1987-12-11",
        "fi-990-1987.csv",
        "release-990-1987",
        {"fi": "Ydinenergialaki 990/1987 (jäsennys)", "en": "Nuclear Energy Act 990/1987 (outline)"},
        "act",
        "official-act",
        "Parliament of Finland",
    ),
    Outline(
        "iaea/gsr-1@2016",
        "iaea-gsr-1.csv",
        "release-gsr-1",
        {
            "en": "IAEA GSR Part 1 (Rev. 1), titles of requirements",
            "ru": "МАГАТЭ GSR Part 1 (Rev. 1), названия требований (наш перевод)",
            "kk": "МАГАТЭ GSR Part 1 (Rev. 1), талаптардың атаулары (өз аудармамыз)",
            "fi": "IAEA GSR Part 1 (Rev. 1), vaatimusten otsikot (oma käännös)",
        },
        "standard",
        "titles-only",
        "International Atomic Energy Agency",
    ),
    Outline(
        "kz/442-V@2026-11-01",
        "kz-442-V.csv",
        "release-442-V-later",
        {
            "ru": "Закон № 442-V «Об использовании атомной энергии» (план, вымышленная редакция)",
            "kk": "«Атом энергиясын пайдалану туралы» № 442-V Заң (сұлбасы, ойдан шығарылған редакция)",
            "en": "Law No. 442-V on the Use of Atomic Energy (outline, invented release)",
        },
        "act",
        "official-act",
        "Parliament of the Republic of Kazakhstan",
        {
            "Даёт органу срочные меры при нарушениях и описывает, как они применяются, прекращаются и обжалуются.": (
                "Даёт органу срочные меры при нарушениях и обязывает публиковать их; описывает, как они применяются и обжалуются."
            ),
            "Органға бұзушылық кезіндегі шұғыл шараларды беріп, олардың қолданылуын, тоқтатылуын және оларға шағымдануды "
            "сипаттайды.": (
                "Органға бұзушылық кезіндегі шұғыл шараларды беріп, оларды жариялауды міндеттейді; қолданылуы мен шағымдануды "
                "сипаттайды."
            ),
            "Gives the body urgent measures against violations and describes how they are applied, ended and appealed.": (
                "Gives the body urgent measures against violations and obliges it to publish them; describes use and appeal."
            ),
            "Возлагает на оператора ответственность за ядерный ущерб независимо от вины.": (
                "Возлагает на оператора ответственность за ядерный ущерб независимо от вины и требует её обеспечить."
            ),
            "Операторға ядролық залал үшін кінәсіне қарамастан жауапкершілік жүктейді.": (
                "Операторға ядролық залал үшін кінәсіне қарамастан жауапкершілік жүктейді және оны қамтамасыз етуді талап етеді."
            ),
            "Makes the operator liable for nuclear damage regardless of fault.": (
                "Makes the operator liable for nuclear damage regardless of fault and asks for security for it."
            ),
        },
    ),
)

COMPARED: Final = (
    ("iaea/gsr-1@2016", "kz/442-V@2024-06-08"),
    ("iaea/gsr-1@2016", "fi/990-1987@1987-12-11"),
    ("kz/442-V@2024-06-08", "fi/990-1987@1987-12-11"),
)
"""Benchmark and compared text of each crosswalk in the story."""
