"""A good practice at the screens of both sides: offered, screened, reviewed, put into action, its effect told to its owner."""

from __future__ import annotations

import pytest

from tests.journeys.screens import Screen, Sides, ahead

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

OFFERED, CALLED = "Tarkastus kahden parin voimin", "Екі жұппен инспекция"


def test_a_practice_is_taken_over_and_its_owner_sees_what_it_changed(sides: Sides) -> None:
    dana, aino = sides.kz.at("coordinator"), sides.fi.at("coordinator")
    offers(aino)
    sides.exchange()
    reviews(dana)
    puts_into_action(dana)
    sides.exchange()
    aino.page.reload()
    aino.sees("Otettu käyttöön muualla", "Қателер саны екі есе азаяды.")
    tells_the_effect(dana)
    sides.exchange()
    aino.page.reload()
    aino.sees("Vaikutus todennettu muualla", "Puolet vähemmän virheitä.")
    aino.subject("Mitä otettiin käyttöön")
    aino.sees(OFFERED, "Puolet vähemmän virheitä.")


def offers(aino: Screen) -> None:
    aino.subject("Käytännöt ja opit")
    aino.follow("Uusi: Käytäntö tai oppi")
    aino.write("Nimi", OFFERED, kk=CALLED)
    aino.choose("Ala", "tarkastus")
    aino.choose("Kokemuksen lähde", "kansallinen")
    aino.write("Kuvaus", "Uusi tarkastaja kulkee vuoden kokeneen parina.")
    aino.write("Siirtämisen ehdot", "Kaksi tarkastajaa kohdetta kohti.")
    aino.release()


def reviews(dana: Screen) -> None:
    """The practice waits at home; its review is named after it, and says what it lacks before it counts as reviewed."""
    dana.go("/")
    dana.follow(CALLED)
    dana.follow("Бізге қолданылатынын қарау")
    dana.choose("Күйі", "Іріктелді")
    dana.release()
    dana.sees(f"Қолданымдылықты қарау: {CALLED}")
    dana.press("Қаралды")
    dana.sees("Қаралды деп белгілемес бұрын қолданылатынын айтыңыз.")
    dana.choose("Қорытынды", "бейімдеумен қолданылады")
    dana.write("Себептері", "Бізде екі алаңға бір жұп.")
    dana.release()


def puts_into_action(dana: Screen) -> None:
    dana.press("Іске қосылды")
    dana.sees("Іске асырмас бұрын қандай әсер жоспарланғанын жазыңыз.")
    dana.write("Жоспарланған әсер", "Қателер саны екі есе азаяды.")
    dana.fill("Әсерді тексеру мерзімі", ahead(180))
    dana.release()


def tells_the_effect(dana: Screen) -> None:
    dana.press("Әсері расталды")
    dana.write("Байқалған әсер", "Қателер екі есе азайды.", fi="Puolet vähemmän virheitä.")
    dana.release()
    dana.sees("Әсері расталды")
