"""Why a candidate is suggested: evidence as codes, numbers and places in the texts. Words for people are made elsewhere."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from silta.crosswalk.glossary import TermMatch

Kind = Literal["meaning", "terms", "wording", "heading", "citation", "path", "neighbour"]
Verdict = Literal["very-close", "close", "some", "none"]

_SHOWN_TERMS: Final = 3


class Reason(NamedTuple):
    """One kind of evidence for one candidate.

    `strength` runs from 0 to 1 and is comparable among candidates for the same kind alone; `verdict` words it coarsely.
    `terms` (kinds terms and heading) are matches with their places in `Unit.text` (terms) or `Unit.heading` (heading) of
    source and target. `places` (kind citation) are places in the text that cites. `via` (kind neighbour) names the confirmed
    pair that is alike, (kind path) the provision of a third text that both are confirmed with, (kind citation) which side cites:
    ``("source",)`` or ``("target",)``.
    """

    kind: Kind
    strength: float
    verdict: Verdict
    terms: tuple[TermMatch, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    via: tuple[str, ...] = ()

    def compact(self) -> str:
        """One line of English codes for the command line: ``"terms close: лицензия = lupa"``."""
        line = f"{self.kind} {self.verdict}"
        if self.terms:
            pairs = [f"{term.source} = {term.target}" for term in self.terms[:_SHOWN_TERMS]]
            return f"{line}: {', '.join(pairs)}"
        if self.via:
            return f"{line}: {' = '.join(self.via)}"
        return line


_LIMITS: Final[dict[Kind, tuple[float, float, float]]] = {
    # Strength from which evidence is some, close, very close. For meaning: of all pairs of two laws about a third is "some", a
    # tenth "close", a hundredth "very close".
    "meaning": (0.13, 0.43, 0.77),
    "terms": (0.01, 0.35, 0.6),
    "wording": (0.2, 0.4, 0.7),
    "heading": (0.25, 0.5, 0.75),
    "citation": (0.1, 0.5, 0.9),
    "path": (0.1, 0.5, 0.9),
    "neighbour": (0.08, 0.3, 0.6),
}


def verdict(kind: Kind, strength: float) -> Verdict:
    """The coarse word for a strength."""
    some, close, very_close = _LIMITS[kind]
    if strength >= very_close:
        return "very-close"
    if strength >= close:
        return "close"
    return "some" if strength >= some else "none"
