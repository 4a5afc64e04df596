"""A successor at the screens: the package that was left to them names every open thread, and each of them is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.screens import Screen, Sides, ahead

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

OWED, AWAITED = "Дозиметрлер тізілімін салыстыру", "Зертхана аккредитациясының үлгісі"
AWAITED_IN_FINNISH = "Laboratorion akkreditoinnin malli"


def test_a_successor_finds_every_open_thread_from_the_package(sides: Sides, tmp_path: Path) -> None:
    dana, aino = sides.kz.at("coordinator"), sides.fi.at("coordinator")
    sides.kz.node.welcome("successor", "coordinator", language="kk")
    takes_up(dana, "Тапсырмалар", "Жаңа: Тапсырма", "Атауы", OWED)
    dana.choose("Орындаушы тарап", "Kz")
    dana.fill("Мерзімі", ahead(40))
    dana.release()
    takes_up(aino, "Tehtävät", "Uusi: Tehtävä", "Nimi", AWAITED_IN_FINNISH, kk=AWAITED)
    aino.choose("Vastuuosapuoli", "Fi")
    aino.fill("Määräpäivä", ahead(50))
    aino.release()
    sides.exchange()
    dana.subject("Есептер")
    package = dana.save("HTML", tmp_path, within="Істі тапсыру топтамасы")
    reads_and_finds(sides.kz.at("successor"), package)
    aino.subject("Raportit")
    theirs = aino.save("HTML", tmp_path, within="Perehdytys- ja luovutuspaketti")
    expect(aino.opened(theirs).get_by_text(AWAITED_IN_FINNISH).first).to_be_visible()


def takes_up(screen: Screen, subject: str, new: str, label: str, title: str, **others: str) -> None:
    screen.subject(subject)
    screen.follow(new)
    screen.write(label, title, **others)


def reads_and_finds(successor: Screen, package: Path) -> None:
    """What is owed and what is awaited stand in the package; each is found by its name and is open."""
    paper = successor.opened(package)
    for title in (OWED, AWAITED):
        expect(paper.get_by_text(title).first).to_be_visible()
        successor.search(title)
        successor.follow(title)
        successor.sees(successor.main.get_by_role("heading", name=title), "Ашық")
