"""What the exchange address may show, and to whom."""

from __future__ import annotations

from silta.ledger.charter import Charter
from silta.ledger.errors import MissingFile
from silta.node import clock
from silta.node.exchange.access import asking_party
from silta.node.exchange.published import PublishedLog
from silta.node.home import Home
from silta.node.models import Arrangement, Log
from silta.words.ids import is_arrangement_id, is_party_code


def member(header: str, arrangement: str, host: str, path: str) -> str | None:
    """The party that proved to be asking, or None: no such arrangement, no proof, or no member."""
    found = Arrangement.objects.filter(id=arrangement).first() if is_arrangement_id(arrangement) else None
    if found is None:
        return None
    return asking_party(header, Charter.parse(bytes(found.charter)), host, path, int(clock.now().timestamp()))


def read(arrangement: str, rest: str) -> bytes:
    """A file below an arrangement's folder: its charter, or a file of a log that this node holds.

    An arrangement that rests is no exception: its last entries say who closed it and why. Raises `MissingFile`.
    """
    if rest == "charter.json":
        return bytes(Arrangement.objects.get(id=arrangement).charter)
    party, _, inner = rest.partition("/")
    log = Log.objects.filter(arrangement=arrangement, party=party).first() if is_party_code(party) else None
    if log is None or not inner:
        raise MissingFile(rest)
    return PublishedLog(log, Home.current())(inner)
