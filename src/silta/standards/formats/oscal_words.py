"""The words of OSCAL: parameters inserted, marks of Markdown taken off, and put on again in an export.

OSCAL's prose is a subset of CommonMark (NIST OSCAL, "Markup datatypes"): emphasis, code, links, and ``{{ insert: param, id }}``.
"""

from __future__ import annotations

import re
from typing import Final

from silta.standards.formats.oscal_model import Param

_INSERT: Final = re.compile(r"\{\{\s*(?:insert:\s*)?param,?\s*([^\s}]+)\s*\}\}")
_MARK: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|!?\[(?P<link>[^\[\]]*)\]\((?:[^()\s]*)\)"
    r"|(?P<stars>\*{1,3})(?P<emphasis>\S(?:[^*\n]*\S)?)(?P=stars)"
    r"|`(?P<code>[^`\n]+)`"
)
_SPECIAL: Final = re.compile(r"[\\*`\[\]{}]")
_GAP: Final = re.compile(r"[ \t]+([,.;:])(?=\s|$)")
_MAX_INSIDE: Final = 6
_MAX_INSERTED: Final = 100_000
"""Insertions in one catalog: parameters that insert each other could otherwise write a book."""


def plain(markdown: str) -> str:
    """The words of `markdown` without its marks; what is escaped stays as it is, and so does white space."""
    return _MARK.sub(_unmarked, markdown)


def marked(words: str) -> str:
    """`words` as Markdown that `plain` turns into them again."""
    return _SPECIAL.sub(lambda found: "\\" + found.group(), words)


def _unmarked(found: re.Match[str]) -> str:
    for name in ("escaped", "code"):
        if found[name] is not None:
            return found[name]
    inner = found["link"] if found["link"] is not None else found["emphasis"]
    return _MARK.sub(_unmarked, inner)


class Parameters:
    """The parameters of a catalog, and what was found wrong in inserting them."""

    def __init__(self) -> None:
        self.known: dict[str, Param] = {}
        self.missing: list[str] = []
        self.circular: list[str] = []
        self._inserted = 0

    def insert(self, prose: str, above: tuple[str, ...] = ()) -> str:
        """`prose` with the values, choices or labels of its parameters in square brackets, and without marks."""
        parts: list[str] = []
        end = 0
        for found in _INSERT.finditer(prose):
            parts += [plain(prose[end : found.start()]), self._shown(found[1], above)]
            end = found.end()
        parts.append(plain(prose[end:]))
        return _GAP.sub(r"\1", "".join(parts)).strip() if end else "".join(parts).strip()

    def _shown(self, name: str, above: tuple[str, ...]) -> str:
        param = self.known.get(name)
        if param is None:
            self.missing.append(name)
            return f"[{name}]"
        self._inserted += 1
        if name in above or len(above) >= _MAX_INSIDE or self._inserted > _MAX_INSERTED:
            self.circular.append(name)
            return f"[{name}]"
        inside = (*above, name)
        if param.values:
            return "; ".join(self.insert(value, inside) for value in param.values)
        if param.select is not None and param.select.choice:
            return f"[{' | '.join(self.insert(choice, inside) for choice in param.select.choice)}]"
        return f"[{self.insert(param.label, inside) if param.label else name}]"
