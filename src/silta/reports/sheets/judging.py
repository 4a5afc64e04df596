"""What the rows of a sheet that came back amount to: new records, changes, conflicts, errors. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from silta.crosswalk.formats.content import Report, silent
from silta.records.errors import RecordRefused
from silta.records.fields import TEXTS
from silta.records.kind import Kind
from silta.reports.sheets.columns import ID, MARKING, REVISION, main_columns, part_columns, parts_of
from silta.reports.sheets.reading import Filled, SheetRow, Wrong, bare, belongings, owners, row_fields
from silta.reports.sheets.values import ValueRefused, Values
from silta.words.errors import Problem, Scalar

Standing = Literal["new", "changed", "unchanged", "conflict", "wrong"]
STANDINGS: Final[tuple[Standing, ...]] = ("new", "changed", "unchanged", "conflict", "wrong")
DEFAULT_MARKING: Final = "tlp-green"


@dataclass(frozen=True)
class Known:
    """A record as this node has it: whether it is ours, its latest revision, and the draft that was begun of the next one."""

    uid: str
    is_own: bool
    revision: int
    marking: str
    fields: Mapping[str, Any]
    draft: Mapping[str, Any] | None = None
    drafted_by: str = ""


@dataclass(frozen=True)
class Judged:
    """A row. `uid` is empty for a new record; `changed` names the fields that differ, `wrong` what stands in the way."""

    number: int
    standing: Standing
    uid: str
    base: int
    fields: Mapping[str, Any]
    marking: str
    changed: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()


@dataclass
class _Parts:
    """The rows of lists, by field and main row; and what belongs to no row."""

    present: set[str] = field(default_factory=set)
    rows: dict[tuple[str, int], list[SheetRow]] = field(default_factory=dict)
    lost: list[Wrong] = field(default_factory=list)


def named(filled: Filled) -> set[str]:
    """The ids that the rows name, as they are written there."""
    return {cell.text.strip().lower() for row in filled.main.rows if (cell := row.cells.get(ID))}


def judge(
    filled: Filled, kind: Kind, values: Values, known: Mapping[str, Known], report: Report = silent
) -> tuple[list[Judged], list[Wrong]]:
    """Each row of the main sheet, in order; and the rows of lists that belong to none. `report` is told how far it got."""
    parts = _parts(filled, kind)
    seen: set[str] = set()
    judged: list[Judged] = []
    for row in filled.main.rows:
        report(len(judged), len(filled.main.rows))
        uid = row.cells[ID].text.strip().lower() if ID in row.cells else ""
        twice = uid in seen
        seen.add(uid) if uid else None
        if uid and (twice or uid not in known):
            code = "sheet.twice" if twice else "sheet.unknown-id"
            wrong = Wrong(row.number, ID, Problem(code, "", {"value": uid[:80]}))
            judged.append(Judged(row.number, "wrong", uid, 0, {}, DEFAULT_MARKING, (), (wrong,)))
        else:
            judged.append(_judged(row, filled, kind, values, known.get(uid), parts))
    return judged, parts.lost


def _parts(filled: Filled, kind: Kind) -> _Parts:
    called, found = owners(filled, kind), _Parts(set(filled.parts))
    for one in parts_of(kind):
        for row, owner in belongings(filled, one.name, called) if one.name in filled.parts else ():
            if owner:
                found.rows.setdefault((one.name, owner), []).append(row)
            else:
                found.lost.append(Wrong(row.number, "#of", Problem("sheet.no-owner"), one.name))
    return found


def _judged(
    row: SheetRow, filled: Filled, kind: Kind, values: Values, held: Known | None, parts: _Parts
) -> Judged:
    before = bare(held.fields) if held else {}
    fields, cells = row_fields(main_columns(kind), row, filled.main.keys, before, values)
    wrong = [Wrong(row.number, key, problem) for key, problem in cells]
    for one in parts_of(kind):
        if one.name in parts.present:
            lines = parts.rows.get((one.name, row.number), [])
            fields[one.name] = list(_lines(one.name, lines, filled, kind, before, values, wrong))
    fields = bare(fields)
    marking = _marking(row, held, values, wrong)
    changed = tuple(name for name in {**before, **fields} if before.get(name) != fields.get(name))
    if held and marking != held.marking:
        changed = (*changed, MARKING)
    uid, base = (held.uid, held.revision) if held else ("", 0)
    if not wrong and held and (not changed or (held.draft is not None and bare(held.draft) == fields)):
        return Judged(row.number, "unchanged", uid, base, fields, marking)
    if not wrong:
        wrong += _problems(row, kind, held, fields, values, parts)
    if wrong:
        return Judged(row.number, "wrong", uid, base, fields, marking, changed, tuple(wrong))
    clash = _clash(row, held) if held else None
    standing: Standing = "conflict" if clash else "changed" if held else "new"
    return Judged(row.number, standing, uid, base, fields, marking, changed, (clash,) if clash else ())


def _lines(
    name: str, lines: list[SheetRow], filled: Filled, kind: Kind, before: Mapping[str, Any], values: Values,
    wrong: list[Wrong],
) -> Iterator[dict[str, Any]]:  # fmt: skip
    held = before.get(name, [])
    columns = part_columns(kind.field(name))
    for place, line in enumerate(lines):
        was = held[place] if place < len(held) else {}
        found, cells = row_fields(columns, line, filled.parts[name].keys, was, values)
        wrong += [Wrong(line.number, key, problem, name) for key, problem in cells]
        yield found


def _marking(row: SheetRow, held: Known | None, values: Values, wrong: list[Wrong]) -> str:
    cell = row.cells.get(MARKING)
    if cell is None:
        return held.marking if held else DEFAULT_MARKING
    try:
        return values.marking(cell.text.strip())
    except ValueRefused as error:
        wrong.append(Wrong(row.number, MARKING, error.problems[0]))
        return DEFAULT_MARKING


def _problems(
    row: SheetRow, kind: Kind, held: Known | None, fields: Mapping[str, Any], values: Values, parts: _Parts
) -> list[Wrong]:
    """What the kind, its lifecycle and the owner of the record have against a row."""
    if held and not held.is_own:
        return [Wrong(row.number, ID, Problem("record.not-ours", held.uid))]
    found: list[Problem] = []
    for check in (
        lambda: kind.validate(fields),
        lambda: kind.check_move(held.fields if held else None, fields),
    ):
        try:
            check()
        except RecordRefused as error:
            found += error.problems
    return [_placed(row, kind, problem, values.language, parts) for problem in found]


def _placed(row: SheetRow, kind: Kind, problem: Problem, language: str, parts: _Parts) -> Wrong:
    """Where in the sheets a problem of the fields stands: ``title.en.text``, ``sides[2].party``."""
    first, _, rest = problem.where.partition(".")
    name, _, place = first.partition("[")
    if not kind.has(name):
        return Wrong(row.number, "", problem)
    shape = kind.field(name).shape
    if shape in TEXTS:
        return Wrong(row.number, f"{name}.{rest.partition('.')[0] or language}", problem)
    number = place.rstrip("]")
    lines = parts.rows.get((name, row.number), [])
    if shape == "rows" and number.isdecimal() and int(number) <= len(lines):
        key = rest.partition(".")[0].partition("[")[0]
        return Wrong(lines[int(number) - 1].number, key, problem, name)
    return Wrong(row.number, name, problem)


def _clash(row: SheetRow, held: Known) -> Wrong | None:
    """What stands between a changed row and its draft: a newer revision, or a draft that somebody has begun."""
    said = row.cells.get(REVISION)
    if said is not None and said.text.strip() != str(held.revision):
        data: dict[str, Scalar] = {"seen": said.text.strip()[:20], "latest": held.revision}
        return Wrong(row.number, REVISION, Problem("sheet.newer-revision", "", data))
    if held.draft is not None:
        return Wrong(row.number, ID, Problem("sheet.draft-begun", "", {"by": held.drafted_by}))
    return None
