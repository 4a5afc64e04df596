"""Advice: what experts of one party answer to a consultation of another. It is never a regulatory decision.

Its first revision may say only that it is being prepared, and by whom. What the asking party made of it follows from the
response that names it.
"""

from collections.abc import Iterator
from typing import Annotated, Final

from silta.records.fields import Fields, Id, Line, Prose, ProvisionAddress, StateCode, Title, To, about
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import ADVICE_VERDICT
from silta.words.errors import Problem

DISCLAIMER: Final = {
    "en": (
        "This advice is the opinion of the experts named. It is not a regulatory decision, binds neither party and does not "
        "replace the asking authority's own assessment."
    ),
    "fi": (
        "Tämä on nimettyjen asiantuntijoiden lausunto. Se ei ole viranomaispäätös, ei sido kumpaakaan osapuolta eikä korvaa "
        "pyytävän viranomaisen omaa arviota."
    ),
    "kk": (
        "Бұл – аталған сарапшылардың пікірі. Ол реттеуші шешім болып табылмайды, тараптардың ешқайсысын міндеттемейді және "
        "сұраушы органның өз бағалауын алмастырмайды."
    ),
    "ru": (
        "Это мнение названных экспертов. Оно не является регулирующим решением, не обязывает ни одну из сторон и не заменяет "
        "собственной оценки запрашивающего органа."
    ),
}
"""What a new draft says of itself, by language; its writer may say it otherwise."""


class Advice(Fields):
    number: Line = about("Number", "Year and running number: 2026-V02.")
    title: Title = about("Title")
    consultation: Annotated[Id, To(("consultation",))] = about("Consultation")
    experts: list[Annotated[Id, To(("expert",))]] = about("Experts", default=[])
    text: Prose | None = about("Advice", "Needed before it is issued.", default=None)
    provisions: list[ProvisionAddress] = about("Provisions referred to", default=[])
    references: list[Line] = about("Further references", default=[])
    conflict: Prose | None = about("Conflict of interest", "What the experts have declared.", default=None)
    disclaimer: Prose | None = about("Disclaimer", "Advice is not a regulatory decision.", default=None)
    supersedes: Annotated[Id, To(("advice",))] | None = about("Supersedes", default=None)
    state: StateCode = about("State")


def _check(advice: Advice) -> Iterator[Problem]:
    if advice.state == "issued":
        if advice.text is None:
            yield Problem("record.advice-missing", "text")
        if advice.disclaimer is None:
            yield Problem("record.disclaimer-missing", "disclaimer")


def _stands(about_it: Situation) -> str:
    if about_it.typed != "issued":
        return about_it.typed
    verdicts = [near.fields.get("verdict") for near in about_it.pointing if near.party != about_it.party]
    known = [str(verdict) for verdict in verdicts if verdict in ADVICE_VERDICT]
    return known[-1] if known else "issued"


KIND = Kind(
    code="advice",
    group="expertise",
    label="Advice",
    plural="Advice",
    fields=Advice,
    title="title",
    columns=("number",),
    number="number",
    series="{year}-V",
    check=_check,
    stands=_stands,
    hangs_on=("advice-response",),
    starts={
        "disclaimer": {
            tag: {"text": words, "status": "original" if tag == "en" else "checked"}
            for tag, words in DISCLAIMER.items()
        }
    },
    lifecycle=Lifecycle(
        typed={
            "in-preparation": State("In preparation", icon="half"),
            "issued": State("Issued", "wait", "talk"),
            "superseded": State("Superseded", "off", "x"),
        },
        moves={"in-preparation": ("issued",), "issued": ("superseded",)},
        computed={
            "adopted": State("Adopted", "good", "double"),
            "in-part": State("Adopted in part", "good", "check"),
            "not-adopted": State("Not adopted", "off", "undo"),
            "deferred": State("Deferred", "wait", "pause"),
        },
    ),
)
