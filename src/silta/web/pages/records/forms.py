"""The form of a draft as a page shows it: its controls, what stands in the way of a release and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic_core import PydanticUndefined

from silta.records.kind import Kind
from silta.web import wording
from silta.web.errors import sentence
from silta.web.pages.records.controls import Control, Option, Sources, controls_of, flat
from silta.words.codes import MARKING
from silta.words.errors import Problem, Scalar, SiltaError
from silta.words.markings import check_marking

DEFAULT_MARKING: Final = "tlp-green"


@dataclass(frozen=True)
class Placed:
    """A problem in words, with the id of the control that it is about (empty: none)."""

    words: str
    anchor: str


@dataclass(frozen=True)
class Form:
    """A form: controls, the markings that the arrangement allows, and the problems of what it holds."""

    controls: list[Control]
    markings: list[Option]
    problems: list[Placed]

    @property
    def typed(self) -> list[Control]:
        """What people fill in."""
        return [control for control in self.controls if not control.field.computed]

    @property
    def computed(self) -> list[Control]:
        """What the node filled in; it stands folded at the end."""
        return [control for control in self.controls if control.field.computed]

    @property
    def computed_wrong(self) -> bool:
        return any(control.problems for control in flat(self.computed))


def form_of(
    kind: Kind,
    fields: Mapping[str, Any],
    marking: str,
    sources: Sources,
    problems: Sequence[Problem] = (),
    *,
    add: str = "",
    mark: bool = False,
) -> Form:
    """The form for `fields`. With `mark`, each control also shows its own problems."""
    controls = controls_of(kind, fields, sources, add)
    placed = list(_placed(kind, problems, controls, mark=mark))
    return Form(controls, _markings(marking, sources.around.marking_ceiling), placed)


def _placed(
    kind: Kind, problems: Iterable[Problem], controls: Sequence[Control], *, mark: bool
) -> Iterator[Placed]:
    by_path = {control.path: control for control in flat(controls)}
    for problem in problems:
        control = control_at(problem.where, by_path)
        words = sentence(replace(problem, data=_worded(kind, problem.data)))
        if control:
            if mark:
                control.problems.append(words)
            yield Placed(f"{control.label}: {words}", control.id)
        elif problem.where == "marking":
            yield Placed(words, "field-marking")
        else:
            yield Placed(words, "")


def _worded(kind: Kind, data: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """The codes among a problem's data in words."""
    words = dict(data)
    for name in {"before", "after", "state"} & words.keys():
        words[name] = wording.state_label(kind.code, str(words[name]))
    if "kind" in words:
        words["kind"] = wording.kind_label(str(words["kind"]))
    return words


def control_at(where: str, by_path: Mapping[str, Control]) -> Control | None:
    """The innermost control that `where` lies in: ``title.en.text`` lies in ``title``."""
    while where:
        if where in by_path:
            return by_path[where]
        where = where[: max(where.rfind("."), where.rfind("["), 0)]
    return None


def _markings(chosen: str, ceiling: str) -> list[Option]:
    """The markings up to the ceiling of the arrangement, and the one that the draft has."""
    return [
        Option(code, wording.code_label(MARKING, code), code == chosen)
        for code in MARKING
        if code == chosen or _is_allowed(code, ceiling)
    ]


def _is_allowed(marking: str, ceiling: str) -> bool:
    try:
        check_marking(marking, ceiling)
    except SiltaError:
        return False
    return True


def defaults_of(kind: Kind) -> dict[str, Any]:
    """What a new draft starts with: the first state, and the defaults that the kind declares."""
    found = {
        name: info.default
        for name, info in kind.fields.model_fields.items()
        if info.default is not PydanticUndefined and info.default not in (None, [], ())
    }
    if kind.has("state"):
        found["state"] = kind.lifecycle.initial
    return {**found, **kind.starts}
