"""Bodies of earlier schemas, read as the fields of today: what was signed is never written anew, so old forms are read for ever.

So far one thing has changed: places, partners and other names that were one line, or several, are now told in each language. What
stood there is kept as a wording whose language nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from silta.records.fields import TEXTS, Field
from silta.words.languages import UNDETERMINED


def brought_forward(described: Iterable[Field], fields: Mapping[str, Any]) -> dict[str, Any]:
    """`fields` of an earlier schema in the form that `described` has; what fits neither form stays as it is."""
    known = {field.name: field for field in described}
    return {
        name: _value(known[name], value) if name in known else value
        for name, value in fields.items()
        if not (name in known and known[name].shape in TEXTS and value in ("", []))
    }


def _value(field: Field, value: Any) -> Any:
    if field.shape in TEXTS:
        return _text(value)
    if field.shape == "rows" and isinstance(value, list):
        return [_value(field, row) for row in value]
    if field.shape == "rows" and isinstance(value, Mapping):
        return brought_forward(field.rows, value)
    return value


def _text(value: Any) -> Any:
    """A text for a line or for several."""
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) and line for line in lines):
        return value
    return {UNDETERMINED: {"text": ", ".join(lines), "status": "original"}}
