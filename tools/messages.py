"""The translation catalogues: collect every string for people, merge, check, compile. Needs no GNU gettext.

Strings come from templates (Django's own reading of its translation tags), from calls of gettext in Python, and from
the data that pure packages carry (`silta.web.wording.data_messages`). English is the language of the msgids, so its
catalogue fills itself.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.util
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "silta"
WORDING = "silta.web.wording"
# Language → plural forms. Russian has the three that whole numbers need (1, 2-4, 5 and more).
PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "fi": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
}
# Which arguments of a call are (context, msgid, plural).
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
    # The command line reads the same catalogues without Django.
    "tr": (None, 0, None),
    "trp": (0, 1, None),
}
# Module constants of the command line that are sentences for people.
SENTENCES = {"HELP"}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
TEMPLATE_CALL = re.compile(
    rf"\b(?P<name>\w*gettext|_)\((?P<arguments>{LITERAL}(?:,\s*{LITERAL})*)", re.DOTALL
)
# What a translation must carry over as it is: values, and the tags of a sentence with a link or a code in it.
PLACEHOLDER = re.compile(r"%\([^)]+\)[a-z]|%[sd]|\{[a-z_][\w.]*\}|</?[a-z][^<>]*>")
Key = tuple[str | None, str]


class MessagesError(Exception):
    """A string or a catalogue that cannot be used; the text says which and why."""


@dataclass
class Message:
    """One string for people, and the files that say it."""

    context: str | None
    msgid: str
    plural: str | None = None
    where: set[str] = field(default_factory=set)


def from_template(text: str, origin: str) -> Iterator[Message]:
    """The strings of one template."""
    for call in TEMPLATE_CALL.finditer(templatize(text, origin=origin)):
        literals = [
            ast.literal_eval(literal) for literal in re.findall(LITERAL, call["arguments"], re.DOTALL)
        ]
        yield _message(call["name"], literals, origin)


def from_python(text: str, origin: str) -> Iterator[Message]:
    """The strings of one Python file. A variable is somebody else's string; an f-string can't be translated."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in CALLS:
                yield from _from_call(name, node, origin)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(msgid))) if (
                name in SENTENCES
            ):
                yield Message(None, msgid, where={origin})


def _from_call(name: str, call: ast.Call, origin: str) -> Iterator[Message]:
    if any(isinstance(argument, ast.JoinedStr) for argument in call.args):
        message = f"{origin}:{call.lineno}: an f-string cannot be translated; use %(name)s or {{name}}"
        raise MessagesError(message)
    literals = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
    _context, msgid, plural = CALLS[name]
    needed = literals[: (plural or msgid) + 1]
    if len(needed) == (plural or msgid) + 1 and all(isinstance(value, str) for value in needed):
        yield _message(name, literals, origin)


def from_data() -> Iterator[Message]:
    """The strings that pure packages carry as data, as the web shell lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "silta.config.settings")
    try:
        if importlib.util.find_spec(WORDING) is None:
            return
    except ModuleNotFoundError:
        return
    import django  # noqa: PLC0415 - reading templates and Python needs no settings

    django.setup()
    for context, msgid in importlib.import_module(WORDING).data_messages():
        yield Message(context, msgid, where={WORDING})


def _message(name: str, literals: list[Any], origin: str) -> Message:
    context, msgid, plural = CALLS[name]
    return Message(
        None if context is None else literals[context],
        literals[msgid],
        None if plural is None else literals[plural],
        {origin},
    )


def collect(messages: Iterable[Message]) -> dict[Key, Message]:
    """One `Message` for each (context, msgid), sorted; a string said with and without plural keeps it."""
    found: dict[Key, Message] = {}
    for message in messages:
        if not message.msgid:
            continue
        known = found.setdefault((message.context, message.msgid), message)
        if known.plural and message.plural and known.plural != message.plural:
            raise MessagesError(f"{message.msgid!r} has two plurals: {known.plural!r} and {message.plural!r}")
        known.plural = known.plural or message.plural
        known.where |= message.where
    return dict(sorted(found.items(), key=lambda item: (item[0][0] or "", item[0][1])))


def everything() -> dict[Key, Message]:
    """Every string of the project."""

    def read() -> Iterator[Message]:
        for path in sorted(SOURCE.rglob("*.py")):
            yield from from_python(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
        for path in sorted(SOURCE.rglob("templates/**/*")):
            if path.is_file():
                yield from from_template(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
        yield from from_data()

    return collect(read())


def catalogue_path(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> dict[Key, polib.POEntry]:
    """The entries of a catalogue as it stands; none if there is no file."""
    path = catalogue_path(language)
    if not path.exists():
        return {}
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def merged(
    language: str, messages: dict[Key, Message], known: dict[Key, polib.POEntry]
) -> list[polib.POEntry]:
    """The entries that the catalogue should have: known translations kept, others empty (English: the msgid)."""
    count = int(PLURALS[language][len("nplurals=")])
    entries = []
    for key, message in messages.items():
        old = known.get(key)
        entry = polib.POEntry(msgctxt=message.context, msgid=message.msgid)
        if message.plural:
            entry.msgid_plural = message.plural
            kept = old.msgstr_plural if old and old.msgid_plural == message.plural else {}
            entry.msgstr_plural = {form: kept.get(form, "") for form in range(count)}
        else:
            entry.msgstr = old.msgstr if old else ""
        if old and old.fuzzy:
            entry.flags.append("fuzzy")
        entries.append(_english(entry) if language == "en" else entry)
    return entries


def _english(entry: polib.POEntry) -> polib.POEntry:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid
    return entry


def save(language: str, entries: list[polib.POEntry]) -> None:
    """Write a catalogue: the same entries give the same bytes, on any day."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "silta",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    catalogue.extend(entries)
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(catalogue) + "\n", encoding="utf-8")


def faults(language: str, entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation."""
    said = f"{language}: {entry.msgctxt + ': ' if entry.msgctxt else ''}{entry.msgid!r}"
    if entry.fuzzy:
        yield f"{said} is fuzzy"
    forms = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
    if not all(forms.values()):
        yield f"{said} is not translated"
        return
    for form, text in forms.items():
        # Russian's first form also speaks of 21 and 31, so it needs the number that English's "one" leaves out.
        singular = not entry.msgid_plural or (form == 0 and len(forms) == 2)
        model = entry.msgid if singular else entry.msgid_plural
        if _placeholders(text) != _placeholders(model):
            yield f"{said} has other placeholders than {text!r}"
        if _edges(text) != _edges(model):
            yield f"{said} begins or ends with other white space than {text!r}"


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text.replace("%%", "")))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def check() -> list[str]:
    """Everything that keeps the catalogues from being complete and right."""
    messages = everything()
    found = []
    for language in PLURALS:
        known = load(language)
        found += [
            f"{language}: {key[1]!r} is missing; run `make messages`" for key in messages if key not in known
        ]
        found += [
            f"{language}: {key[1]!r} is not used; run `make messages`" for key in known if key not in messages
        ]
        for key, entry in known.items():
            if key in messages and (entry.msgid_plural or None) != messages[key].plural:
                found.append(f"{language}: {key[1]!r} has another plural; run `make messages`")
            found += faults(language, entry)
    return found


def compile_all() -> None:
    """Write the .mo file of each catalogue that has none, or an older one."""
    for language in PLURALS:
        path = catalogue_path(language)
        target = path.with_suffix(".mo")
        if not path.exists() or (target.exists() and target.stat().st_mtime >= path.stat().st_mtime):
            continue
        # Several test processes may come here at once: whoever reads finds a whole file.
        partial = target.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(path)).save_as_mofile(str(partial))
        partial.replace(target)


def missing(language: str) -> list[dict[str, object]]:
    """What a translator has to do in `language`; the shape that `fill` takes back."""
    messages = everything()
    todo: list[dict[str, object]] = []
    for entry in merged(language, messages, load(language)):
        forms = entry.msgstr_plural or {0: entry.msgstr}
        if all(forms.values()) and not entry.fuzzy:
            continue
        where = sorted(messages[entry.msgctxt, entry.msgid].where)
        row: dict[str, object] = {"context": entry.msgctxt, "msgid": entry.msgid, "where": where}
        if entry.msgid_plural:
            row |= {"msgid_plural": entry.msgid_plural, "msgstr_plural": list(forms.values())}
        else:
            row["msgstr"] = entry.msgstr
        todo.append(row)
    return todo


def fill(language: str, rows: list[dict[str, Any]]) -> list[str]:
    """Put a translator's rows into the catalogue; returns what was refused, one sentence each."""
    entries = merged(language, everything(), load(language))
    by_key = {(entry.msgctxt, entry.msgid): entry for entry in entries}
    refused = []
    for row in rows:
        entry = by_key.get((row.get("context"), row["msgid"]))
        if entry is None:
            refused.append(f"{language}: {row['msgid']!r} is not a string of the project")
            continue
        before = entry.msgstr, dict(entry.msgstr_plural), list(entry.flags)
        entry.flags.clear()
        if entry.msgid_plural:
            given = row["msgstr_plural"]
            entry.msgstr_plural = {form: dict(enumerate(given)).get(form, "") for form in entry.msgstr_plural}
        else:
            entry.msgstr = row["msgstr"]
        if wrong := list(faults(language, entry)):
            refused += wrong
            entry.msgstr, entry.msgstr_plural, entry.flags = before
    save(language, entries)
    return refused


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Collect the strings for people and bring the catalogues up to date."
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--check", action="store_true", help="fail unless every catalogue is complete and right"
    )
    mode.add_argument(
        "--compile", action="store_true", help="write the .mo files that are older than their .po"
    )
    mode.add_argument("--missing", metavar="LANG", help="list what is not translated")
    mode.add_argument("--fill", nargs=2, metavar=("LANG", "FILE"), help="take translations from a JSON file")
    parser.add_argument("--json", action="store_true", help="with --missing: as JSON, for --fill")
    arguments = parser.parse_args()
    try:
        return run(arguments)
    except MessagesError as error:
        print(error, file=sys.stderr)
        return 1


def run(arguments: argparse.Namespace) -> int:
    found: list[str] = []
    if arguments.compile:
        compile_all()
    elif arguments.missing:
        todo = missing(arguments.missing)
        print(
            json.dumps(todo, ensure_ascii=False, indent=1)
            if arguments.json
            else "\n".join(f"{r['msgid']}" for r in todo)
        )
    elif arguments.fill:
        language, path = arguments.fill
        found = fill(language, json.loads(Path(path).read_text(encoding="utf-8")))
    elif arguments.check:
        found = check()
    else:
        messages = everything()
        for language in PLURALS:
            save(language, merged(language, messages, load(language)))
    if found:
        print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
