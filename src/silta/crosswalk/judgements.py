"""What experts say about a mapping, apart from who said it and when: what a sheet holds of it, and what makes its version.

A sheet leaves the node, is edited, and comes back. The version in each of its rows is the digest of the judgement that the row
was made from: whether a row was edited, and whether the mapping changed meanwhile, both follow from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from silta.ledger.canonical import canonical_json

Texts = Mapping[str, str]
"""Language tag → words."""
_DIGITS: Final = 16


@dataclass(frozen=True)
class Judgement:
    """`sources` and `targets` are addresses; `relation` is empty while nothing is chosen; texts have no blanks around them."""

    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    relation: str = ""
    rationale: str = "semantic"
    together: bool = False
    legal: str = "not-assessed"
    implementation: str = "not-assessed"
    reasoning: Texts = field(default_factory=dict)
    reviewer: str = ""

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> Judgement:
        """The judgement in the fields of a mapping, complete or not."""
        texts = {
            tag: trimmed(str(wording.get("text", "")))
            for tag, wording in (held.get("reasoning") or {}).items()
        }
        return cls(
            tuple(map(str, held.get("sources", ()))),
            tuple(map(str, held.get("targets", ()))),
            str(held.get("relation") or ""),
            str(held.get("rationale") or "semantic"),
            bool(held.get("together")),
            str(held.get("legal_rating") or "not-assessed"),
            str(held.get("implementation_rating") or "not-assessed"),
            {tag: words for tag, words in sorted(texts.items()) if words},
            trimmed(str(held.get("reviewer") or "")),
        )

    @property
    def version(self) -> str:
        """The beginning of the SHA-256 digest of the judgement, in hexadecimal digits."""
        said = (self.relation, self.rationale, self.together, self.legal, self.implementation, self.reviewer)
        whole = (self.sources, self.targets, said, dict(self.reasoning))
        return sha256(canonical_json(whole)).hexdigest()[:_DIGITS]


def trimmed(words: str) -> str:
    """`words` without blanks around them, their lines ended by line feeds: what a spreadsheet gives back."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def reworded(held: Mapping[str, Mapping[str, str]], words: Texts, language: str) -> dict[str, dict[str, str]]:
    """A reasoning in wire form that says `words`, with the status of each language after an edit of `held`.

    Where the original is as it was, what is new beside it is a draft of a translation. Where the original changed, the other
    languages are outdated unless they changed too. Without an original, the words in `language`, or the first, become it.
    """
    said = {tag: trimmed(str(wording.get("text", ""))) for tag, wording in held.items()}
    changed = {tag for tag, text in words.items() if text != said.get(tag)}
    if not changed and words.keys() == said.keys():
        return {tag: dict(wording) for tag, wording in held.items()}
    originals = [tag for tag, wording in held.items() if wording.get("status") == "original" and tag in words]
    original = next(iter(originals), language if language in words else next(iter(words), ""))
    moved = original in changed
    return {
        tag: {"text": text, "status": _status(tag, original, held, changed=tag in changed, moved=moved)}
        if tag in changed or moved
        else dict(held[tag])
        for tag, text in words.items()
    }


def _status(tag: str, original: str, held: Mapping[str, Any], *, changed: bool, moved: bool) -> str:
    if tag == original:
        return "original"
    if changed:
        return "draft"
    return "outdated" if moved else str(held[tag].get("status", "original"))
