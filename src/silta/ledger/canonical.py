"""RFC 8785 (JSON Canonicalization Scheme), narrowed so that every value has one form that no implementation disagrees on.

The narrowing: no floating point numbers, object keys in ASCII only, integers within ±(2**53 − 1), text that is valid Unicode,
nesting of at most `MAX_DEPTH`. Within it, sorting keys by code point equals sorting by UTF-16 code unit, and both encoders here
write the very bytes of RFC 8785; tests compare them with an independent implementation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from pydantic_core import from_json, to_json

from silta.ledger.errors import LedgerError

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

MAX_DEPTH: Final = 32
"""How many lists and objects may stand inside each other."""
MAX_INTEGER: Final = 2**53 - 1

_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def canonical_json(value: object) -> bytes:
    """The one canonical form of `value` (None, bool, int, str, list or tuple, dict with ASCII keys) as UTF-8.

    Raises `LedgerError` `ledger.not-canonical` for anything else.
    """
    _check(value, in_order=False)
    try:
        return _ENCODER.encode(value).encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair
        raise _refusal("not-unicode") from None


def parse_canonical(raw: bytes, limit: int) -> dict[str, Json]:
    """The object that `raw` is the canonical form of; any other way of writing the same object is refused.

    The parsed value, whose keys must be in order, is written again and compared, which refuses spaces, repeated keys, needless
    escapes and `-0` alike. Raises `LedgerError`: `ledger.too-large` (more than `limit` bytes), `ledger.not-canonical`.
    """
    if len(raw) > limit:
        raise LedgerError("ledger.too-large", size=len(raw), limit=limit)
    try:
        # Refuses bad UTF-8, half surrogates, what follows the value, numbers too long to convert quickly, and deep nesting
        # before the stack ends.
        value: dict[str, Json] = from_json(raw, allow_inf_nan=False)
    except ValueError:
        raise _refusal("not-json") from None
    if not isinstance(value, dict):
        raise _refusal("not-an-object")
    _check(value, in_order=True)
    if to_json(value) != raw:
        raise _refusal("other-form")
    return value


def _check(value: object, *, in_order: bool) -> None:
    """Refuse what has no canonical form, and what stands more than `MAX_DEPTH` lists and objects deep; with `in_order`, keys that
    are not in order too. Half surrogates are left to the encoder, which meets them anyway.

    Level by level, since a call for each list and object would take half of the time in which a log is read.
    """
    level: list[object] = [value]
    keys: list[Any] = []
    depth = 0
    while level:
        if depth == MAX_DEPTH and any(isinstance(item, (dict, list, tuple)) for item in level):
            raise _refusal("too-deep")
        level = _inside(level, keys, in_order=in_order)
        depth += 1
    _check_keys(keys)


def _inside(level: Iterable[object], keys: list[Any], *, in_order: bool) -> list[object]:
    """What stands in the lists and objects of a level; the names of what stands in objects go to `keys`."""
    inside: list[object] = []
    for item in level:
        if item is None or isinstance(item, str):
            continue
        if isinstance(item, dict):
            names = list(item)
            if in_order and names != sorted(names):
                raise _refusal("other-form")
            keys += names
            inside += item.values()
        elif isinstance(item, (list, tuple)):
            inside += item
        else:
            _check_number(item)
    return inside


def _check_keys(keys: list[Any]) -> None:
    try:
        is_ascii = "".join(keys).isascii()
    except TypeError:  # a key that is no text
        is_ascii = False
    if not is_ascii:
        raise _refusal("key-not-ascii")


def _check_number(value: object) -> None:
    """True and false are whole numbers here."""
    if not isinstance(value, int):
        raise _refusal(f"type-{type(value).__name__}")
    if not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise _refusal("integer-out-of-range")


def _refusal(reason: str) -> LedgerError:
    return LedgerError("ledger.not-canonical", reason=reason)
