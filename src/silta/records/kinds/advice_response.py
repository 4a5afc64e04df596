"""The response to advice: what the asking party made of it, and why. A changed mind is a further revision."""

from typing import Annotated

from silta.records.fields import Codes, Fields, Id, Prose, Title, To, about
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import ADVICE_VERDICT


class AdviceResponse(Fields):
    title: Title = about("Title")
    advice: Annotated[Id, To(("advice",))] = about("Advice")
    verdict: Annotated[str, Codes(ADVICE_VERDICT)] = about("Verdict")
    reasons: Prose = about("Reasons", "Why it is adopted, in part or not at all; what else was weighed.")
    actions: list[Annotated[Id, To(("action",))]] = about("Resulting actions", default=[])


def _stands(_about_it: Situation) -> str:
    return "final"


KIND = Kind(
    code="advice-response",
    group="expertise",
    label="Response to advice",
    plural="Responses to advice",
    fields=AdviceResponse,
    title="title",
    columns=("verdict",),
    stands=_stands,
    lifecycle=Lifecycle(typed={}, computed={"final": State("Final", "good", "check")}),
)
