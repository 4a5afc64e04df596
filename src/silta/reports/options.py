"""What a report has to be told before it can be made, and the reading of it from a form or a command line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from silta.records.views import Snapshot
from silta.words.codes import CodeList
from silta.words.dates import is_partial_date
from silta.words.errors import SiltaError

Values = Mapping[str, int | str]


class OptionRefused(SiltaError):
    """A report was not told what it needs, or something that cannot be."""


@dataclass(frozen=True)
class Option:
    """What a report has to be told: `name` is the argument of its `build`, `label` an English msgid (context ``report``).

    A ``record`` is one of `kinds`; a ``choice`` is a code of `choices`; a ``place`` is a number in a list, 0 for all of it. Where
    nothing is said the first choice counts, the whole list, and the day that whoever asks calls today.
    """

    name: str
    label: str
    type: OneOf["year", "day", "record", "choice", "place"] = "year"
    kinds: tuple[str, ...] = ()
    choices: CodeList | None = None


def read_options(options: Iterable[Option], said: Mapping[str, str], today: str) -> dict[str, int | str]:
    """The values of `options` out of `said`; what no option asks for is passed over. `today` is an ISO date.

    Raises `OptionRefused`: `report.option-missing`, `report.option-wrong`.
    """
    return {option.name: _value(option, said.get(option.name, "").strip(), today) for option in options}


def _value(option: Option, said: str, today: str) -> int | str:
    if not said:
        return _unsaid(option, today)
    choices = tuple(option.choices or ())
    fits = {
        "year": len(said) == 4 and said.isascii() and said.isdecimal() and 1990 <= int(said) < 2100,
        "day": len(said) == 10 and is_partial_date(said),
        "choice": said in choices,
        "record": 0 < len(said) <= 64,
        "place": len(said) < 5 and said.isascii() and said.isdecimal(),
    }
    if not fits[option.type]:
        raise OptionRefused("report.option-wrong", said[:60], option=option.name, choices=", ".join(choices))
    return int(said) if option.type in ("year", "place") else said


def _unsaid(option: Option, today: str) -> int | str:
    if option.type == "place":
        return 0
    if option.type == "day":
        return today
    if option.type == "choice" and option.choices:
        return next(iter(option.choices))
    raise OptionRefused("report.option-missing", option.name)


def check_records(options: Iterable[Option], values: Values, snapshot: Snapshot) -> None:
    """See that the logs hold the records that `values` name, of the right kinds. Raises `OptionRefused` `report.no-record`."""
    for option in options:
        if option.type == "record":
            found = snapshot.records.get(str(values[option.name]))
            if found is None or found.withdrawn or found.kind not in option.kinds:
                raise OptionRefused(
                    "report.no-record", str(values[option.name]), kinds=", ".join(option.kinds)
                )
