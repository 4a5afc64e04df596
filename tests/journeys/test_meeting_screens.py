"""The annual meeting at the screens of both sides: agenda and pack make themselves, minutes are signed and followed up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.screens import Screen, Sides, ahead

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

DECIDED = ("шешім", "Бірыңғай терминдер сөздігі", "Yhteinen sanasto", "")
OURS = ("тапсырма", "Терминдер тізімін жіберу", "Lähetä termiluettelo", "Kz")
THEIRS = ("тапсырма", "Терминдерді тексеру", "Tarkista termit", "Fi")
"""Type, Kazakh and Finnish words, and owner of what the minutes say besides what was on the agenda."""


def test_the_meeting_is_prepared_minuted_signed_and_followed_up(sides: Sides, tmp_path: Path) -> None:
    dana, aino = sides.kz.at("coordinator"), sides.fi.at("coordinator")
    owes(aino)
    sides.exchange()
    plans_the_meeting(dana)
    sides.exchange()
    reads_the_pack(aino, tmp_path)
    writes_the_minutes(dana)
    sides.exchange()
    both_sign(sides, dana, aino)
    each_side_makes_its_records(sides, dana, aino)
    the_owner_reports_until_the_other_side_accepts(sides, dana, aino)


def owes(aino: Screen) -> None:
    """Finland writes down what it owes from before."""
    aino.subject("Tehtävät")
    aino.follow("Uusi: Tehtävä")
    aino.write("Nimi", "Lähetä katsaus tarkastuskäytännöistä", kk="Инспекция тәжірибесіне шолу жіберу")
    aino.choose("Vastuuosapuoli", "Fi")
    aino.fill("Määräpäivä", ahead(20))
    aino.release()
    aino.sees("Lähetä katsaus tarkastuskäytännöistä")


def plans_the_meeting(dana: Screen) -> None:
    """Kazakhstan plans the meeting; what is open comes onto its agenda in one step."""
    dana.subject("Кездесулер мен хаттамалар")
    dana.follow("Жаңа: Кездесу")
    dana.write("Атауы", "Жыл сайынғы кездесу", fi="Vuosikokous")
    dana.choose("Кездесу түрі", "жыл сайынғы кездесу")
    dana.fill("Басталуы", ahead(0))
    dana.press("Жобаны сақтау")
    dana.follow("Ашық мәселелерден күн тәртібі", "aside.side")
    dana.sees("Инспекция тәжірибесіне шолу жіберу")
    dana.press("Күн тәртібіне енгізу")
    dana.release()
    dana.sees("Инспекция тәжірибесіне шолу жіберу")


def reads_the_pack(aino: Screen, folder: Path) -> None:
    """From the meeting, Finland makes the pack in its own language: what is owed stands in it."""
    aino.subject("Kokoukset ja pöytäkirjat")
    aino.follow("Vuosikokous")
    aino.sees("Muut avoimet tehtävät")
    aino.follow("Taustapaketti")
    pack = aino.save("HTML", folder, within="Taustapaketti").read_text(encoding="utf-8")
    assert "Lähetä katsaus tarkastuskäytännöistä" in pack
    assert "Vuosikokous" in pack


def writes_the_minutes(dana: Screen) -> None:
    """The minutes begin with the agenda; a decision and what each side takes up come in, Finnish beside Kazakh."""
    dana.press("Хаттаманы жазу")
    for sort, kazakh, finnish, owner in (DECIDED, OURS, THEIRS):
        row = dana.add_row("Тармақтар")
        dana.choose("Түрі", sort, row)
        dana.write("Атауы", kazakh, row, fi=finnish)
        if owner:
            dana.choose("Орындаушы тарап", owner, row)
            dana.fill("Мерзімі", ahead(30), row)
    dana.release()


def both_sign(sides: Sides, dana: Screen, aino: Screen) -> None:
    """Finland comments, Kazakhstan takes it up, both heads sign: the same text in force on both screens."""
    aino.subject("Kokoukset ja pöytäkirjat")
    aino.follow("Vuosikokous")
    aino.follow("Pöytäkirja: Vuosikokous")
    aino.comment("Mainitkaa myös osallistujat.")
    sides.exchange()
    dana.go("/")
    dana.follow("Хаттама: Жыл сайынғы кездесу")
    dana.sees("Mainitkaa myös osallistujat.")
    dana.press("Қайта қарау")
    dana.write("Қатысқандар", "Екі тараптың үйлестірушілері.", fi="Molempien osapuolten koordinaattorit.")
    dana.release()
    sides.exchange()
    heads = sides.kz.at("head"), sides.fi.at("head")
    for head, title, verdict in zip(heads, TITLES, AGREE, strict=True):
        head.go("/")
        head.follow(title)
        head.answer(verdict)
    sides.exchange()
    for head in heads:
        head.page.reload()
        head.fits()
    heads[0].sees("Қол қойылды")
    heads[1].sees("Allekirjoitettu")
    assert heads[0].hash() == heads[1].hash()


TITLES = ("Хаттама: Жыл сайынғы кездесу", "Pöytäkirja: Vuosikokous")
AGREE = ("Осы мәтінмен келісеміз", "Hyväksymme tämän tekstin")


def each_side_makes_its_records(sides: Sides, dana: Screen, aino: Screen) -> None:
    """Signed, the minutes make a decision and an action here and an action there."""
    dana.page.reload()
    dana.press("Осы хаттаманың жазбаларын жасау")
    for _, title, _, _ in (DECIDED, OURS):
        dana.go("/")
        dana.follow(title)
        dana.release()
    aino.page.reload()
    aino.press("Tee tämän pöytäkirjan tietueet")
    aino.follow(THEIRS[2])
    aino.release()
    sides.exchange()


def the_owner_reports_until_the_other_side_accepts(sides: Sides, dana: Screen, aino: Screen) -> None:
    """Finland reports, gets it back with a reason, shows more, and is believed."""
    aino.press("Tehty")
    aino.sees("Kerro, mikä osoittaa sen tehdyksi, ennen kuin merkitset sen tehdyksi.")
    aino.write("Näyttö", "Termit on tarkistettu.")
    aino.release()
    sides.exchange()
    dana.go("/")
    dana.follow(THEIRS[1])
    dana.answer("Төмендегі себептермен қайтарамыз", "Тізімді қоса беріңіз.")
    sides.exchange()
    aino.go("/")
    aino.follow(THEIRS[2])
    aino.sees("Тізімді қоса беріңіз.")
    aino.press("Tee tarkistus")
    aino.write("Näyttö", "Termit on tarkistettu: 200 termin luettelo on liitteenä.")
    aino.release()
    sides.exchange()
    dana.page.reload()
    dana.sees("Termit on tarkistettu: 200 termin luettelo on liitteenä.")
    dana.answer("Орындалды деп қабылдаймыз")
    dana.sees("Қабылданды")
    sides.exchange()
    aino.page.reload()
    aino.sees("Hyväksytty")
