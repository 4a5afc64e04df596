"""Code lists of what a node works out or writes down by itself: nobody types these codes, and no record holds them."""

from silta.words.codes import CodeList

PLAN_WARNING = CodeList(
    "plan warning",
    {
        "same-people": "the same people in one week",
        "same-host": "the same host in one week",
        "same-days": "on the date of another event",
        "full-month": "too much in one month",
        "visa-late": "too late for visas",
        "clearance-late": "too late for clearances",
        "interpretation-late": "too late for interpreters",
    },
)
"""What does not fit in a plan; computed by `silta.records.planning`, never typed."""
PROPOSAL_CHANGE = CodeList(
    "change of a proposal",
    {
        "same": "the same",
        "added": "added",
        "dropped": "dropped",
        "moved": "other dates",
        "reworded": "other words",
        "other-host": "other host or place",
        "other-costs": "other costs",
        "other-people": "other people",
        "other-form": "other area or form",
        "other-links": "other priority or roadmap item",
    },
)
"""How a proposal of the other side differs from ours; computed by `silta.records.proposals`."""
ACCESS = CodeList(
    "access",
    {
        "signed-in": "signed in",
        "sign-in-refused": "sign-in refused",
        "locked-out": "locked out after wrong passwords",
        "signed-out": "signed out",
        "account-added": "account added",
        "account-changed": "password or name set",
        "roles-changed": "roles changed",
        "account-closed": "account closed",
        "account-opened": "account opened again",
        "list-saved": "list saved as a file",
        "document-saved": "document saved",
        "attachment-saved": "attachment saved",
        "logs-saved": "copies of the logs saved",
        "sealed-saved": "sealed file saved",
        "package-saved": "own data saved",
        "submitted": "submitted for release",
        "given-back": "given back to its writers",
        "released": "released",
        "agreed": "agreed",
        "objected": "objected",
        "withdrawn": "withdrawn",
        "erased": "erased",
    },
)
"""What a node writes down of who had access to what; it never leaves the node."""
NEED = CodeList(
    "need",
    {
        "overdue": "Overdue", "agree": "To agree", "answer": "To answer", "returned": "Returned",
        "review": "To review", "stale": "Stale", "near": "Due soon", "reopen": "Text changed",
        "misfit": "Does not fit", "release": "To release", "given-back": "Given back", "draft": "Draft",
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
