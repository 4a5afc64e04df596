"""Taking part in an arrangement: its charter, a log for each party, and the first entry of our own."""

from __future__ import annotations

from django.db import transaction

from silta.ledger.charter import Charter
from silta.ledger.entries import Open
from silta.ledger.errors import LedgerError
from silta.node import clock
from silta.node.actions.append import Said, append, locked_log
from silta.node.errors import Refused
from silta.node.home import Home
from silta.node.models import Arrangement, Log


def found(home: Home, charter_bytes: bytes) -> None:
    """Take part in the arrangement of a charter whose fingerprint the parties have compared. Doing it again changes nothing.

    Raises `LedgerError` as `Charter.parse` does, and `Refused`: `setup.not-a-party` (the charter does not name this node's
    party), `setup.not-our-key` (it names another key), `setup.other-charter` (the arrangement is known by another charter).
    """
    charter = Charter.parse(charter_bytes)
    _check_membership(home, charter)
    with transaction.atomic():
        known = Arrangement.objects.select_for_update().filter(pk=charter.arrangement).first()
        if known is None:
            _store(home, charter, charter_bytes)
        elif bytes(known.charter) != charter_bytes:
            raise Refused("setup.other-charter", charter.arrangement)


def _check_membership(home: Home, charter: Charter) -> None:
    try:
        listed = charter.party(home.party)
    except LedgerError:
        raise Refused("setup.not-a-party", charter.arrangement, party=home.party) from None
    if listed.vkey != home.signer(charter.arrangement).vkey:
        raise Refused("setup.not-our-key", charter.arrangement, party=home.party)


def _store(home: Home, charter: Charter, raw: bytes) -> None:
    position = Arrangement.objects.count()
    arrangement = Arrangement.objects.create(id=charter.arrangement, charter=raw, position=position)
    for party in charter.parties:
        Log.objects.create(
            arrangement=arrangement,
            party=party.code,
            origin=charter.origin(party.code),
            is_own=party.code == home.party,
        )
    opening = Open(time=clock.wire_now(), role="administrator", charter=charter.digest())
    append(locked_log(arrangement.pk), [Said(opening)])
