"""RFC 8785 (JSON Canonicalization Scheme), narrowed so that every value has one form that no implementation disagrees on.

The narrowing: no floating point numbers, object keys in ASCII only, integers within ±(2**53 − 1), text that is valid Unicode,
nesting of at most `MAX_DEPTH`. Within it, sorting keys by code point equals sorting by UTF-16 code unit, and the encoder of
the standard library writes the very bytes of RFC 8785; tests compare it with an independent implementation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final, NoReturn

from silta.ledger.errors import LedgerError

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

MAX_DEPTH: Final = 32
"""How many lists and objects may stand inside each other."""
MAX_INTEGER: Final = 2**53 - 1


def _integer(digits: str) -> int:
    """Refuse long numbers before they are converted: the time that takes grows with the square of their length."""
    if len(digits) > 17 or abs(value := int(digits)) > MAX_INTEGER:
        raise LedgerError("ledger.not-canonical", reason="integer-out-of-range")
    return value


def _no_float(digits: str) -> NoReturn:
    raise LedgerError("ledger.not-canonical", reason="type-float", number=digits[:40])


_DECODER: Final = json.JSONDecoder(parse_int=_integer, parse_float=_no_float, parse_constant=_no_float)
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def canonical_json(value: object) -> bytes:
    """The one canonical form of `value` (None, bool, int, str, list or tuple, dict with ASCII keys) as UTF-8.

    Raises `LedgerError` `ledger.not-canonical` for anything else.
    """
    _check(value, 0)
    return _encode(value)


def parse_canonical(raw: bytes, limit: int) -> dict[str, Json]:
    """The object that `raw` is the canonical form of; any other way of writing the same object is refused.

    The parsed value is written again and compared, which refuses spaces, unsorted or repeated keys, needless escapes and `-0`
    alike. Raises `LedgerError`: `ledger.too-large` (more than `limit` bytes), `ledger.not-canonical`.
    """
    if len(raw) > limit:
        raise LedgerError("ledger.too-large", size=len(raw), limit=limit)
    value = _load(raw)
    if not isinstance(value, dict):
        raise LedgerError("ledger.not-canonical", reason="not-an-object")
    # Numbers were checked on the way. In ASCII a key can only be ASCII (an escaped one would not come out the same), and so few
    # brackets cannot nest too deep: then there is no need to walk through the value.
    if not raw.isascii() or raw.count(b"{") + raw.count(b"[") > MAX_DEPTH:
        _check_nesting(value, 0)
    if _encode(value) != raw:
        raise LedgerError("ledger.not-canonical", reason="other-form")
    return value


def _load(raw: bytes) -> Json:
    try:
        text = raw.decode("utf-8")
        value: Json
        value, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):  # of these, ValueError is bad UTF-8 or bad JSON
        raise LedgerError("ledger.not-canonical", reason="not-json") from None
    if end != len(text):
        raise LedgerError("ledger.not-canonical", reason="other-form")
    return value


def _encode(value: object) -> bytes:
    try:
        return _ENCODER.encode(value).encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair
        raise LedgerError("ledger.not-canonical", reason="not-unicode") from None


def _check(value: object, depth: int) -> None:
    """Refuse whatever has no canonical form. Half surrogates are left to `_encode`, which meets them anyway."""
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, int):
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise LedgerError("ledger.not-canonical", reason="integer-out-of-range")
        return
    if depth == MAX_DEPTH:
        raise LedgerError("ledger.not-canonical", reason="too-deep")
    for item in _items(value):
        _check(item, depth + 1)


def _check_nesting(value: Json, depth: int) -> None:
    """Refuse what the decoder lets through: too deep nesting, keys that are not ASCII. `value` is a list or an object."""
    if depth == MAX_DEPTH:
        raise LedgerError("ledger.not-canonical", reason="too-deep")
    for item in _items(value):
        if isinstance(item, (dict, list)):
            _check_nesting(item, depth + 1)


def _items(value: object) -> Iterable[object]:
    """What stands in a list or an object; nothing else is allowed here."""
    if isinstance(value, (list, tuple)):
        return value
    if not isinstance(value, dict):
        raise LedgerError("ledger.not-canonical", reason=f"type-{type(value).__name__}")
    try:
        is_ascii = "".join(value).isascii()
    except TypeError:  # a key that is no text
        is_ascii = False
    if not is_ascii:
        raise LedgerError("ledger.not-canonical", reason="key-not-ascii")
    return value.values()
