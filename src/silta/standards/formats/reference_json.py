"""JSON of provisions: statutes and conventions, numbered requirement titles, issues; one provision in several versions.

Shapes::

    {"document": {"id", "language", "title", …}, "provisions": [{"id", "heading", "text", "chapter", …}]}
    {"standards": {"GSR Part 1 (Rev. 1)": {"title", "edition", "requirements": [{"no", "title"}]}}}
    {"document": "…", "issues": {"A": "Safety Policy"}}

``chapter`` and ``section`` are null, a string, or ``{"no", "heading"}``. A provision may stand several times with different
``version`` (``alkup``, the original, or ``ajantasa/20180101``): the latest is taken, or the one in force on `Options.as_of`.
Of several standards, `Options.part` chooses one, by its name or by the framework of an address (``gsr-1``).
"""

from __future__ import annotations

import re
from typing import Final

from silta.standards.assembly import Assembly, Content
from silta.standards.formats.decoding import decode, head
from silta.standards.formats.json_values import Value, parse_json
from silta.standards.formats.json_versions import Entry, choose_versions
from silta.standards.formats.reading import Format, FormatRefused, Notebook, Options, Reading, excerpt
from silta.standards.provisions import Level, Provision

UNCHECKED: Final = "title not checked against the publication"
"""The note of a requirement whose title nobody has compared with the publication (English msgid)."""

_SHAPE: Final = re.compile(r'"(?:provisions|standards|issues)"\s*:')
_CHAPTER: Final = re.compile(r"((?:CHAPTER|Chapter|PART|Part|ANNEX|Annex)\s+[0-9IVXA-Z]+)\b[.:]?\s*(.*)")
_SLUG: Final = re.compile(r"[^a-z0-9]+")
_REVISION: Final = re.compile(r"\([^)]*\)")
_LEVELS: Final[tuple[tuple[re.Pattern[str], Level], ...]] = (
    (re.compile(r"§"), "section"),
    (re.compile(r"article|artikla|artikel|статья|бап", re.IGNORECASE), "article"),
    (re.compile(r"requirement|требование|vaatimus|\bR\d", re.IGNORECASE), "requirement"),
)


def read(raw: bytes, language: str, options: Options) -> Reading:
    """The release in `raw`.

    Raises `FormatRefused`: what `parse_json` raises, `format.json-shape` (the path of what is missing or of
    another type), `format.part-needed`, `format.no-such-part`, `format.duplicate-number`, `format.as-of-malformed`.
    """
    notebook = Notebook()
    top = Value(parse_json(decode(raw)))
    if top.has("standards"):
        return _standard(top, language, options, notebook)
    if top.has("issues"):
        return _issues(top, language, notebook)
    return _statute(top, language, options, notebook)


def sniff(raw: bytes, filename: str) -> bool:
    """Whether it is a JSON object with one of the three keys near its beginning, or at all in a file named so."""
    start = head(raw, 200_000).lstrip("\ufeff \t\r\n")
    return start.startswith("{") and (filename.endswith(".json") or _SHAPE.search(start) is not None)


def slug(name: str) -> str:
    """A standard's name as the framework of an address: ``"SSR-2/1 (Rev. 1)"`` → ``ssr-2-1``, ``"GSR Part 1"`` → ``gsr-1``."""
    words = _SLUG.sub(" ", _REVISION.sub(" ", name).lower()).split()
    return "-".join(word for word in words if word != "part")


def _statute(top: Value, language: str, options: Options, notebook: Notebook) -> Reading:
    entries = choose_versions(
        [Entry.of(value) for value in top["provisions"].items()], options.as_of, notebook
    )
    document = top.get("document")
    declared = document.get("language").words()
    if declared and declared != language:
        notebook.warn("format.language-differs", "document.language", declared=declared, language=language)
    assembly = Assembly(language)
    groups: dict[tuple[str, ...], Provision] = {}
    usual: Level = next((level for entry in entries if (level := _level(entry.number))), "article")
    for entry in entries:
        parent = _group(assembly, groups, "part", entry.section, None)
        parent = _group(assembly, groups, "chapter", entry.chapter, parent)
        content = Content(entry.heading, entry.text, entry.notes)
        unit = assembly.add(_level(entry.number) or usual, entry.number, parent, content)
        assembly.add_points(unit)
    title = document.get("full_title").words() or document.get("title").words()
    source = " · ".join(filter(None, (document.get("source").words(), document.get("licence").words())))
    return notebook.reading(
        assembly.release(title, source_note=source, identifier=document.get("id").words())
    )


def _level(number: str) -> Level | None:
    return next((level for pattern, level in _LEVELS if pattern.search(number)), None)


def _group(
    assembly: Assembly,
    groups: dict[tuple[str, ...], Provision],
    level: Level,
    named: tuple[str, str] | None,
    parent: Provision | None,
) -> Provision | None:
    """The chapter or part `named` under `parent`, made on first sight; `parent` itself if nothing is named."""
    if named is None:
        return parent
    number, heading = named
    divided = _CHAPTER.fullmatch(number) if not heading else None
    if divided is not None:
        number, heading = divided.groups()
    key = (parent.fragment if parent else "", number, heading)
    if key not in groups:
        groups[key] = assembly.add(level, number, parent, Content(heading))
    return groups[key]


def _standard(top: Value, language: str, options: Options, notebook: Notebook) -> Reading:
    standards = top["standards"].fields()
    name = _chosen(list(standards), options.part)
    standard = standards[name]
    assembly = Assembly(language)
    unchecked = 0
    seen: dict[str, str] = {}
    for row in standard["requirements"].items():
        number = row["no"].words()
        _refuse_duplicate(seen, number, row.path, notebook)
        doubtful = row.get("checked_against_stored_copy").is_false()
        unchecked += doubtful
        content = Content(row["title"].words(), row.get("text").words(), (UNCHECKED,) if doubtful else ())
        assembly.add_points(assembly.add("requirement", number, None, content))
    if unchecked:
        notebook.warn("format.unchecked-titles", standard.path, count=unchecked)
    release = assembly.release(
        standard.get("title").words() or name, source_note=standard.get("edition").words(), identifier=name
    )
    return notebook.reading(release)


def _chosen(names: list[str], part: str | None) -> str:
    choices = excerpt("; ".join(f"{slug(name)} = {name}" for name in names))
    if part is None:
        if len(names) != 1:
            raise FormatRefused("format.part-needed", "standards", choices=choices)
        return names[0]
    found = [name for name in names if part == name] or [name for name in names if slug(name) == slug(part)]
    if len(found) != 1:
        raise FormatRefused("format.no-such-part", "standards", part=excerpt(part), choices=choices)
    return found[0]


def _issues(top: Value, language: str, notebook: Notebook) -> Reading:
    assembly = Assembly(language)
    for letter, title in top["issues"].fields().items():
        assembly.add("requirement", letter, None, Content(title.words()))
    document = top.get("document")
    title = document.get("title") if document.is_object() else document
    return notebook.reading(assembly.release(title.words(), source_note=top.get("source").words()))


def _refuse_duplicate(seen: dict[str, str], number: str, where: str, notebook: Notebook) -> None:
    if number in seen:
        notebook.error("format.duplicate-number", where, number=number, first=seen[number])
    seen.setdefault(number, where)


FORMAT: Final = Format("reference-json", "JSON of provisions", ("json",), sniff, read)
