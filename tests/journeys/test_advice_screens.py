"""A question to the other side's experts at the screens of both: terms, a match with its reasons, advice, a reasoned decision."""

from __future__ import annotations

import pytest

from tests.journeys.screens import Screen, Sides, ahead

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


def test_a_question_is_answered_by_the_expert_who_fits_and_the_advice_adopted_in_part(sides: Sides) -> None:
    dana, aino = sides.kz.at("coordinator"), sides.fi.at("coordinator")
    offers_an_expert(aino)
    sides.exchange()
    asks(dana)
    sides.exchange()
    accepts_and_advises(aino)
    sides.exchange()
    adopts_in_part(dana)
    sides.exchange()
    aino.page.reload()
    aino.sees("Otettu käyttöön osittain", "Ескі қондырғыларға тағы бір жыл беріледі.")


def offers_an_expert(aino: Screen) -> None:
    aino.subject("Asiantuntijat")
    aino.follow("Uusi: Asiantuntija")
    aino.fill("Nimi", "Aino Esimerkki")
    aino.mark("Työkielet", "englanti", "suomi")
    row = aino.add_row("Osaaminen")
    aino.choose("Osaaminen", "3.3 tarkastus", row)
    aino.choose("Taso", "korkea", row)
    aino.fill("Suostumus annettu", ahead(-10))
    aino.tick("haku konsultaatioihin")
    aino.release()


def asks(dana: Screen) -> None:
    """Without terms of reference the request does not leave; with them, the page says who could answer and why."""
    dana.subject("Консультациялар")
    dana.follow("Жаңа: Консультация")
    dana.write("Атауы", "Сорғы тозуының шегі", fi="Pumpun kulumisen raja")
    dana.write("Сұрақ", "Қандай тозуға жол беріледі?", fi="Mikä kuluminen hyväksytään?")
    dana.choose("Сала", "инспекция")
    row = dana.add_row("Қажетті құзырет")
    dana.choose("Құзырет", "3.3 инспекция", row)
    dana.mark("Жауап тілдері", "ағылшын")
    dana.fill("Қажет мерзімі", ahead(60))
    dana.release()
    dana.sees("Aino Esimerkki")
    dana.press("Жіберілді")
    dana.sees("Сұрауды жібермес бұрын техникалық тапсырманы жазыңыз.")
    dana.write(
        "Техникалық тапсырма", "Екі беттік пікір, 60 күн ішінде.", fi="Kahden sivun lausunto 60 päivässä."
    )
    dana.release()
    dana.sees("Жіберілді", "Aino Esimerkki")


def accepts_and_advises(aino: Screen) -> None:
    """The request waits at home; accepted, its page leads to the advice, which is called after it."""
    aino.go("/")
    aino.follow("Pumpun kulumisen raja")
    aino.answer("Otamme pyynnön vastaan")
    aino.follow("Valmistele lausunto")
    aino.tick("Aino Esimerkki")
    aino.write("Lausunto", "Kymmenesosa millimetriä riittää.", en="A tenth of a millimetre is enough.")
    aino.choose("Tila", "Annettu")
    aino.release()
    aino.sees("Lausunto: Pumpun kulumisen raja")


def adopts_in_part(dana: Screen) -> None:
    """Kazakhstan reads the advice, decides with reasons, and sees its request decided."""
    dana.go("/")
    dana.follow("Сарапшылық кеңес: Сорғы тозуының шегі")
    dana.sees("A tenth of a millimetre is enough.")
    dana.follow("Кеңес бойынша шешімді айту")
    dana.choose("Қорытынды", "ішінара")
    dana.write("Себептері", "Ескі қондырғыларға тағы бір жыл беріледі.")
    dana.release()
    dana.sees("Жауап: Сорғы тозуының шегі")
    dana.follow("Сарапшылық кеңес: Сорғы тозуының шегі")
    dana.follow("Сорғы тозуының шегі")
    dana.sees("Шешім қабылданды")
