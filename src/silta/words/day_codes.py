"""Code lists of a day at work, beside those of records in `silta.words.codes`: computed or chosen on a node, never released."""

from __future__ import annotations

from silta.words.codes import CodeList

NEED = CodeList(
    "need",
    {
        "overdue": "Overdue", "agree": "To agree", "answer": "To answer", "returned": "Returned",
        "review": "To review", "stale": "Stale", "near": "Due soon", "reopen": "Text changed",
        "misfit": "Does not fit", "draft": "Draft",
    },
)  # fmt: skip
"""Why something waits for a person; computed, never typed."""
HAPPENING = CodeList(
    "happening",
    {
        "released": "released", "revised": "revised", "comment": "commented on", "agree": "agreed to",
        "object": "objected to", "withdrawn": "withdrew", "erased": "erased a text of",
    },
)  # fmt: skip
"""What a party did, between its code and the record's title."""
RHYTHM = CodeList("rhythm of letters", {"off": "off", "daily": "daily", "weekly": "weekly"})
