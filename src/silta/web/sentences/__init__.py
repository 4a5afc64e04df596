"""The English sentence of each error code, one module a part of the house; the catalogues translate them.

A sentence may name `{where}` and the data of its problem. It says what is wrong and what helps, in words of the
person who reads it: no code, no blame, no name of a class.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from silta.web.sentences import (
    api,
    documents,
    expertise,
    formats,
    ledger,
    node,
    operating,
    proof,
    records,
    sheets,
    translations,
    workbooks,
)

MESSAGES: Final[Mapping[str, str]] = {
    **records.MESSAGES,
    **expertise.MESSAGES,
    **ledger.MESSAGES,
    **formats.MESSAGES,
    **documents.MESSAGES,
    **node.MESSAGES,
    **operating.MESSAGES,
    **workbooks.MESSAGES,
    **api.MESSAGES,
    **sheets.MESSAGES,
    **proof.MESSAGES,
    **translations.MESSAGES,
}
