"""What a sheet of mappings that comes back would change: row by row, against what the node holds now. Nothing is changed here.

A row names its mapping by the identifier and says by a version what it was made from. Whether the row was edited, and whether the
mapping changed meanwhile, is found by comparing three judgements: the one in the row, the one it was made from, the one held now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from silta.crosswalk.formats.columns import YES, Vocabulary
from silta.crosswalk.formats.content import Report, Side, silent
from silta.crosswalk.formats.workbook_rows import MappingSheet, SheetRow
from silta.crosswalk.judgements import Judgement, reworded, trimmed
from silta.records.errors import RecordRefused
from silta.records.kinds.mapping import KIND
from silta.standards.formats.reading import excerpt
from silta.standards.formats.workbooks import Cell
from silta.words.codes import LONE
from silta.words.errors import Problem, SiltaError
from silta.words.markings import check_not_classified

Outcome = Literal["new", "changed", "removed", "unchanged", "conflict", "error"]
_BETWEEN: Final = re.compile(r"[;\n]")
_EMPTY: Final = {"rationale": "semantic", "legal": "not-assessed", "implementation": "not-assessed"}
"""What an empty cell means, where that is not nothing."""
_COLUMN_OF: Final = {"legal_rating": "legal", "implementation_rating": "implementation"}
"""Fields of a mapping that the sheet calls otherwise."""
_MAX_NAME: Final = 200
_NOTHING: Final = Cell("")


@dataclass(frozen=True)
class Held:
    """A mapping as the node holds it: a draft (`draft` is its version) or released. `base` is the latest released revision."""

    uid: str
    fields: Mapping[str, Any]
    is_own: bool
    base: int = 0
    marking: str = "tlp-green"
    draft: int | None = None


@dataclass(frozen=True)
class Row:
    """A row with what would become of it.

    `before` and `after` are the judgements held now and asked for; `fields` those of the draft to keep. The place of each of
    `problems` is a cell; `columns` names the columns that they are about.
    """

    number: int
    outcome: Outcome
    uid: str = ""
    name: str = ""
    before: Judgement | None = None
    after: Judgement | None = None
    fields: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Around:
    """What rows are compared with: the crosswalk, its two texts, its mappings by identifier, and who brings the sheet back."""

    crosswalk: str
    benchmark: Side
    compared: Side
    held: Mapping[str, Held]
    author: str
    language: str


def judge(sheet: MappingSheet, vocabulary: Vocabulary, around: Around, report: Report = silent) -> list[Row]:
    """Every row of the sheet that says anything; `report` is told how many were looked at.

    Raises `SiltaError` `workbook.other-crosswalk`.
    """
    if re.fullmatch("[0-9a-f-]{36}", sheet.subject) and sheet.subject != around.crosswalk:
        raise SiltaError("workbook.other-crosswalk", sheet.subject)
    judge_of = _Judge(sheet, vocabulary, around)
    found = []
    for place, row in enumerate(sheet.rows):
        report(place, len(sheet.rows))
        found.append(judge_of.row(row))
    return [judged for judged in found if judged is not None]


class _Flaws(list[tuple[str, Problem]]):
    """What is wrong in one row: (code of the column, problem)."""

    def note(self, column: str, code: str, **data: str | int) -> None:
        self.append((column, Problem(code, "", data)))


class _Judge:
    def __init__(self, sheet: MappingSheet, vocabulary: Vocabulary, around: Around) -> None:
        self.sheet, self.vocabulary, self.around = sheet, vocabulary, around
        self.seen: dict[object, int] = {}
        self.own = {
            _ends(held): one
            for one in around.held.values()
            if one.is_own
            for held in [Judgement.of(one.fields)]
        }

    def row(self, row: SheetRow) -> Row | None:
        cells = {code: row.at(place) for code, place in self.sheet.places.items()}
        uid, flaws = cells["identifier"].text.strip().lower(), _Flaws()
        held = self.around.held.get(uid)
        if uid and held is None:
            flaws.note("identifier", "workbook.unknown-mapping", value=excerpt(uid))
        before = Judgement.of(held.fields) if held else Judgement()
        after = self._after(cells, before, flaws)
        if not uid and not flaws and after == Judgement():
            return None
        made = Row(row.number, "unchanged", uid, self._name(after, held), before if held else None, after)
        removing = self._flag("remove", cells, flaws, otherwise=False)
        if held is None:
            return self._new(made, after, flaws, removing=removing)
        version = cells.get("version", _NOTHING).text.strip().lower()
        if not removing and not flaws and (after == before or after.version == version):
            return made
        return self._edited(made, held, version, flaws, removing=removing)

    def _new(self, made: Row, after: Judgement, flaws: _Flaws, *, removing: bool) -> Row:
        if removing and not flaws:
            return made
        there = self.own.get(_ends(after)) if after.sources else None
        if there is not None and Judgement.of(there.fields) == after and not flaws:
            return made
        if there is not None:
            flaws.note("sources", "workbook.already-mapped", identifier=there.uid)
        fields = self._fields(after, None, made.name)
        self._validate(fields, after, flaws)
        self._once(_ends(after), made.number, flaws)
        return self._finished(replace(made, outcome="new", fields=fields), flaws)

    def _edited(self, made: Row, held: Held, version: str, flaws: _Flaws, *, removing: bool) -> Row:
        before, after = made.before or Judgement(), made.after or Judgement()
        if not held.is_own:
            flaws.note("identifier", "workbook.not-ours")
        if after.sources != before.sources and not any(column == "sources" for column, _ in flaws):
            flaws.note("sources", "workbook.provision-changed")
        if removing and held.draft is None:
            flaws.note("remove", "workbook.not-a-draft")
        fields = self._fields(after, held, made.name)
        if not removing:
            self._validate(fields, after, flaws, begun=not before.relation)
        self._once(held.uid, made.number, flaws)
        outcome: Outcome = "removed" if removing else "changed"
        if before.version != version:
            outcome = "conflict"
        return self._finished(replace(made, outcome=outcome, fields=None if removing else fields), flaws)

    def _finished(self, made: Row, flaws: _Flaws) -> Row:
        if not flaws:
            return made
        problems = tuple(
            replace(problem, where=self.sheet.where(made.number, column)) for column, problem in flaws
        )
        columns = tuple(column for column, _ in flaws)
        return replace(made, outcome="error", fields=None, problems=problems, columns=columns)

    def _once(self, what: object, number: int, flaws: _Flaws) -> None:
        first = self.seen.setdefault(what, number)
        if first != number and not flaws:
            flaws.note(
                "identifier" if isinstance(what, str) else "sources", "workbook.row-twice", first=first
            )

    def _after(self, cells: Mapping[str, Cell], before: Judgement, flaws: _Flaws) -> Judgement:
        """The judgement in the cells; of a column that is not there, what is held."""
        for code, cell in cells.items():
            if cell.kind and (code in _WRITTEN or code.startswith("reasoning:")):
                flaws.note(code, f"sheet.{cell.kind}", value=excerpt(cell.text))
        around = self.around
        return Judgement(
            self._provisions("sources", cells, around.benchmark, before.sources, flaws),
            self._provisions("targets", cells, around.compared, before.targets, flaws),
            self._code("relation", cells, before.relation, flaws),
            self._code("rationale", cells, before.rationale, flaws),
            self._flag("together", cells, flaws, otherwise=before.together),
            self._code("legal", cells, before.legal, flaws),
            self._code("implementation", cells, before.implementation, flaws),
            self._reasoning(cells, before),
            trimmed(cells["reviewer"].text) if "reviewer" in cells else before.reviewer,
        )

    def _reasoning(self, cells: Mapping[str, Cell], before: Judgement) -> dict[str, str]:
        written = {
            code.partition(":")[2]: trimmed(cell.text)
            for code, cell in cells.items()
            if code.startswith("reasoning:")
        }
        return {tag: words for tag, words in sorted({**before.reasoning, **written}.items()) if words}

    def _code(self, column: str, cells: Mapping[str, Cell], otherwise: str, flaws: _Flaws) -> str:
        if column not in cells:
            return otherwise
        words = cells[column].text.strip()
        if not words or cells[column].kind:
            return _EMPTY.get(column, "")
        found = self.vocabulary.code(column, words)
        if found is None:
            choices = ", ".join(self.vocabulary.choices(column))
            flaws.note(column, "sheet.unknown-value", value=excerpt(words), choices=choices)
        return found or ""

    def _flag(self, column: str, cells: Mapping[str, Cell], flaws: _Flaws, *, otherwise: bool) -> bool:
        if column not in cells:
            return otherwise
        return bool(cells[column].text.strip()) and self._code(column, cells, "", flaws) == YES

    def _provisions(
        self, column: str, cells: Mapping[str, Cell], side: Side, before: tuple[str, ...], flaws: _Flaws
    ) -> tuple[str, ...]:
        if cells[column].kind:
            return before
        found: dict[str, None] = {}
        for words in _BETWEEN.split(cells[column].text):
            for one in _parted(words.strip(), side, before):
                named = frozenset({one}) if one in before else side.find(one)
                if len(named) == 1:
                    found[next(iter(named))] = None
                elif named:
                    flaws.note(
                        column, "workbook.number-twice", value=excerpt(one), choices=", ".join(sorted(named))
                    )
                else:
                    flaws.note(column, "workbook.unknown-provision", value=excerpt(one), title=side.title)
        return tuple(found)

    def _validate(
        self, fields: Mapping[str, Any], after: Judgement, flaws: _Flaws, *, begun: bool = False
    ) -> None:
        """Note what would stand between the draft and its release, and stamps of secrecy, which are not even kept."""
        noted = {column for column, _ in flaws}
        if after.relation in LONE and after.targets:
            flaws.note("targets", "workbook.lone-with-targets")
        try:
            KIND.validate(fields)
        except RecordRefused as error:
            for problem in error.problems:
                column = self._column(problem.where)
                if column not in noted and not (column == "relation" and begun):
                    flaws.append((column, problem))
        for tag, words in after.reasoning.items():
            try:
                check_not_classified(words, "")
            except SiltaError as error:
                flaws.append((f"reasoning:{tag}", error.problems[0]))

    def _column(self, where: str) -> str:
        """The column of a field that validation names (``targets[2]``, ``reasoning.kk.text``)."""
        name, _, rest = where.partition(".")
        if name != "reasoning":
            name = name.partition("[")[0]
            return _COLUMN_OF.get(name, name)
        wanted = f"reasoning:{rest.partition('.')[0] or self.around.language}"
        there = [code for code in self.sheet.places if code.startswith("reasoning:")]
        return wanted if wanted in there else next(iter(there), "")

    def _fields(self, after: Judgement, held: Held | None, name: str) -> dict[str, Any]:
        """The fields of the draft: what the row says, and of what a sheet does not hold what there was."""
        was: Mapping[str, Any] = held.fields if held else {}
        said = {
            "name": name or was.get("name"),
            "crosswalk": self.around.crosswalk,
            "sources": list(after.sources),
            "targets": list(after.targets),
            "relation": after.relation,
            "rationale": after.rationale,
            "together": after.together,
            "legal_rating": after.legal,
            "implementation_rating": after.implementation,
            "reasoning": reworded(was.get("reasoning") or {}, after.reasoning, self.around.language),
            "author": self.around.author,
            "reviewer": after.reviewer,
        }
        kept = {field: value for field, value in was.items() if field not in said}
        return {**kept, **{field: value for field, value in said.items() if value not in ("", None, {})}}

    def _name(self, after: Judgement, held: Held | None) -> str:
        """What a mapping is called: the numbers of the provisions that meet; as before while they are the same."""
        if held and list(after.targets) == held.fields.get("targets", []):
            return str(held.fields.get("name", ""))
        sides = ((self.around.benchmark, after.sources), (self.around.compared, after.targets))
        numbers = (", ".join(dict.fromkeys(map(side.number, addresses))) for side, addresses in sides)
        return " – ".join(filter(None, numbers))[:_MAX_NAME].strip()


_WRITTEN: Final = frozenset(
    (
        "sources",
        "targets",
        "relation",
        "rationale",
        "together",
        "legal",
        "implementation",
        "reviewer",
        "remove",
    )
)


def changed(before: Judgement, after: Judgement) -> Iterator[tuple[str, Any, Any]]:
    """(code of the column, value before, value after) of what differs; values as `Judgement` has them, a reasoning's words."""
    for name in (
        "sources",
        "targets",
        "relation",
        "rationale",
        "together",
        "legal",
        "implementation",
        "reviewer",
    ):
        if getattr(before, name) != getattr(after, name):
            yield name, getattr(before, name), getattr(after, name)
    for tag in sorted({*before.reasoning, *after.reasoning}):
        if before.reasoning.get(tag, "") != after.reasoning.get(tag, ""):
            yield f"reasoning:{tag}", before.reasoning.get(tag, ""), after.reasoning.get(tag, "")


def _ends(one: Judgement) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(one.sources), frozenset(one.targets)


def _parted(words: str, side: Side, before: Iterable[str]) -> list[str]:
    """What one piece of a cell names: itself, or several provisions with commas between them, if all of those are known."""
    if not words:
        return []
    pieces = [piece.strip() for piece in words.split(",") if piece.strip()]
    whole = words in before or side.find(words) or not all(map(side.find, pieces))
    return [words] if whole else pieces
