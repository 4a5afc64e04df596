"""Inlines for what records hold as codes: states, code lists, parties, markings. The words come from the catalogues."""

from __future__ import annotations

from silta.records.registry import KINDS
from silta.records.views import PartyView, Snapshot
from silta.reports.content import Inline, Literal, Multi, Words
from silta.reports.reading import NOTHING
from silta.words.codes import CodeList


def plain(value: str) -> Literal:
    """A value that needs no translation; a dash if there is none."""
    return Literal(value) if value else NOTHING


def state(kind: str, code: str) -> Inline:
    """The word for a state of a record of `kind`; a code of a newer node is shown as it is."""
    if kind not in KINDS or not code:
        return plain(code)
    label = "Withdrawn" if code == "withdrawn" else KINDS[kind].lifecycle.state(code).label
    return Words(f"state of {kind}", label, code=code)


def of_list(codes: CodeList, code: str) -> Inline:
    """The label of a code; one that the list does not have is shown as it is."""
    if code not in codes:
        return plain(code)
    return Words(codes.name, codes.label(code), code=code)


def party_name(party: PartyView) -> Multi:
    """The names that the charter gives a party; each is the party's own, so none is a translation."""
    return Multi({tag: {"text": name, "status": "official"} for tag, name in party.names.items() if name})


def party_code(code: str) -> Literal:
    """``KZ``: how a party is marked beside its records."""
    return plain(code.upper())


def party(snapshot: Snapshot, code: str) -> Inline:
    """A party by its name, or by its code if the charter does not know it."""
    for known in snapshot.parties:
        if known.code == code and known.names:
            return party_name(known)
    return party_code(code)
