"""An auditor and a head at the screens: from a result to its evidence, logs verified offline, cooperation at rest and resumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.nodes import silta
from tests.journeys.screens import Screen, Sides

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

REPORT, GOAL, REACHED = "Бақылау есебі", "Оқытылған инспекторлар", "2026 жылғы нәтиже"
"""A document, an indicator and its result, as the Kazakh pages name them."""


def test_a_result_is_audited_and_cooperation_rests_and_goes_on(sides: Sides, tmp_path: Path) -> None:
    dana, aino = sides.kz.at("coordinator"), sides.fi.at("coordinator")
    registers_the_arrangement(dana)
    shows_a_result(aino)
    sides.exchange()
    auditor = sides.kz.at("auditor")
    walks_to_the_evidence(auditor)
    verifies_offline(auditor, tmp_path)
    head = sides.kz.at("head")
    suspends(head)
    is_told_that_it_rests(sides, aino)
    keeps_its_own_data(sides, head, tmp_path)
    resumes(head)
    sides.exchange()
    aino.subject("Teksti ja velvoitteet")
    aino.sees("Voimassa", "Yhteistyöpöytäkirja")
    aino.misses("Yhteistyö tämän järjestelyn nojalla lepää")
    reads_who_had_access(sides.kz.at("auditor"))


def registers_the_arrangement(dana: Screen) -> None:
    """The form knows the parties and the highest marking from the charter."""
    dana.subject("Мәтін және міндеттемелер")
    dana.follow("Уағдаластықты енгізу")
    dana.write("Атауы", "Ынтымақтастық меморандумы", fi="Yhteistyöpöytäkirja")
    dana.choose("Деңгейі", "ведомствоаралық")
    dana.mark("Жұмыс тілдері", "қазақ", "фин")
    dana.choose("Күйі", "Күшінде")
    dana.release()


def shows_a_result(aino: Screen) -> None:
    """Finland writes down a report, an indicator, and the result that the report shows."""
    aino.subject("Asiakirjat")
    aino.follow("Uusi: Asiakirja")
    aino.write("Nimi", "Valvontaraportti", kk=REPORT)
    aino.choose("Asiakirjan tyyppi", "raportti")
    aino.write("Laatija", "Säteilyturvakeskus")
    aino.release()
    aino.subject("Mittarit")
    aino.follow("Uusi: Mittari")
    aino.write("Nimi", "Koulutetut tarkastajat", kk=GOAL)
    aino.choose("Tuloksen taso", "tuotos")
    aino.write("Yksikkö", "tarkastajaa")
    aino.fill("Tavoite", "10")
    aino.fill("Tavoitevuosi", "2030")
    aino.release()
    aino.follow("Kirjaa tulos")
    aino.write("Nimi", "Tulos 2026", kk=REACHED)
    aino.fill("Vuosi", "2026")
    aino.fill("Toteutunut arvo", "6")
    aino.write("Näyttö", "Laskettu osallistujaluetteloista.")
    aino.tick("Valvontaraportti")
    aino.release()


def walks_to_the_evidence(auditor: Screen) -> None:
    auditor.subject("Көрсеткіштер")
    auditor.follow(GOAL)
    auditor.follow("2026")
    auditor.sees(REACHED, "Laskettu osallistujaluetteloista.")
    auditor.follow(REPORT)
    auditor.follow(REACHED, "aside.side")


def verifies_offline(auditor: Screen, folder: Path) -> None:
    """What the page says of the logs, the saved copies prove without any node."""
    auditor.subject("Журналдардың тұтастығы")
    auditor.sees("толық және өзгермеген")
    copies = auditor.save("Көшірмелерді сақтау", folder)
    found = silta("verify", str(copies), "--json", cwd=folder)
    assert found.data["ok"], found


def suspends(head: Screen) -> None:
    head.subject("Мәтін және міндеттемелер")
    head.press("Тоқтатыла тұрды")
    head.write("Себебі", "Барлық ынтымақтастық қайта қаралуда.")
    head.release()
    head.sees("Осы уағдаластық бойынша ынтымақтастық тоқтатылып тұр")


def is_told_that_it_rests(sides: Sides, aino: Screen) -> None:
    """Finland asks for news and is told, in its own language, that cooperation rests, and why."""
    aino.subject("Luotettavuus")
    aino.fill("Osoite tai kansio", sides.kz.address)
    aino.press("Tarkasta nyt")
    sides.fi.node.work()
    aino.page.reload()
    aino.sees("Yhteistyö tämän järjestelyn nojalla lepää", "Барлық ынтымақтастық қайта қаралуда.")


def keeps_its_own_data(sides: Sides, head: Screen, folder: Path) -> None:
    """Nothing travels, but all that was said can be saved and verified."""
    head.subject("Журналдардың тұтастығы")
    head.press("Өз деректерімізді сақтау")
    sides.kz.node.work()
    head.page.reload()
    kept = head.save("Ашу", folder)
    charter = sides.kz.node.home.parent / "charter.json"
    found = silta("verify", str(kept), "--charter", str(charter), "--json", cwd=folder)
    assert found.data["ok"], found


def resumes(head: Screen) -> None:
    head.subject("Мәтін және міндеттемелер")
    head.press("Күшінде")
    head.release()
    head.misses("Осы уағдаластық бойынша ынтымақтастық тоқтатылып тұр")


def reads_who_had_access(auditor: Screen) -> None:
    auditor.subject("Кім қол жеткізді")
    auditor.sees("kz-fi-2025-own-data.zip")
