"""Members only: a request for published files proves that it comes from a party of the arrangement.

The header is ``Authorization: Silta <origin> <unix time> <base64 signature>``; the signature is by the Ed25519 log key of the
asking party over the lines ``silta-request/v1``, method, host, path and time. A request is good for five minutes and can only
read, so a replayed one gives its sender nothing that was not sent to the member anyway. The decision record is in `docs/adr`.
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from silta.ledger.charter import Charter
from silta.ledger.checkpoints import log_origin
from silta.ledger.notes import Verifier, decode_base64, encode_base64
from silta.node.home import Home

SCHEME: Final = "Silta"
TOLERANCE: Final = 300
"""Seconds by which the clocks of two nodes may differ."""


def _signed_bytes(method: str, host: str, path: str, unix_time: int) -> bytes:
    return f"silta-request/v1\n{method}\n{host}\n{path}\n{unix_time}\n".encode()


def authorization(home: Home, arrangement: str, host: str, path: str, unix_time: int) -> str:
    """The value of the header for a GET of `path` at `host`, signed by this node for its party in `arrangement`."""
    key = Ed25519PrivateKey.from_private_bytes(home.seed())
    signature = key.sign(_signed_bytes("GET", host, path, unix_time))
    return f"{SCHEME} {log_origin(arrangement, home.party)} {unix_time} {encode_base64(signature)}"


def asking_party(header: str, charter: Charter, host: str, path: str, unix_time: int) -> str | None:
    """The code of the party that signed the request, or None if it is no member's, too old, or signed for something else."""
    words = header.split(" ")
    if len(words) != 4 or words[0] != SCHEME or not words[2].isascii() or not words[2].isdigit():
        return None
    _, origin, claimed, signature = words
    party = next((p for p in charter.parties if charter.origin(p.code) == origin), None)
    raw = decode_base64(signature)
    if party is None or raw is None or len(claimed) > 12 or abs(int(claimed) - unix_time) > TOLERANCE:
        return None
    key = Ed25519PublicKey.from_public_bytes(Verifier.parse(party.vkey).public)
    try:
        key.verify(raw, _signed_bytes("GET", host, path, int(claimed)))
    except InvalidSignature:
        return None
    return party.code
