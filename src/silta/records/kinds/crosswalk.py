"""A crosswalk: the comparison of one framework release with another, provision by provision."""

from typing import Annotated

from silta.records.fields import Codes, Fields, Line, Prose, ReleaseAddress, StateCode, Title, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import CROSSWALK_METHOD


class Crosswalk(Fields):
    title: Title = about("Title")
    benchmark: ReleaseAddress = about("Benchmark", "The release that is the yardstick.")
    compared: ReleaseAddress = about("Compared text")
    scope: Prose | None = about("Scope", default=None)
    method: Annotated[str, Codes(CROSSWALK_METHOD)] = about("Method", default="self-rating")
    raters: list[Line] = about("Raters", default=[])
    panel: list[Line] = about("Panel", default=[])
    state: StateCode = about("State")


KIND = Kind(
    code="crosswalk",
    group="standards",
    label="Crosswalk",
    plural="Crosswalks",
    fields=Crosswalk,
    title="title",
    columns=("benchmark", "compared"),
    lifecycle=Lifecycle(
        typed={
            "open": State("Open", icon="half"),
            "panel-review": State("Panel review", "wait", "clock"),
            "closed": State("Closed", "good", "check"),
        },
        moves={"open": ("panel-review", "closed"), "panel-review": ("open", "closed"), "closed": ("open",)},
    ),
)
