"""The tables of a node, in five groups.

*Logs* are the truth: entries and bodies as received, never rewritten. *Records* are a projection of the logs: they can be thrown
away and rebuilt to the same digest. *Library* holds texts of regulations and their vectors. *Work* never leaves the node: users,
drafts, notes, text blocks, jobs, mail. *Proof* stays here as well: the register of names, and findings that people left as they
are.
"""

from silta.node.models.library import FrameworkRelease, Provision, Vector
from silta.node.models.logs import Arrangement, Blob, Entry, Log, Receipt
from silta.node.models.mail import Letter, Mailbox
from silta.node.models.proof import KnownName, LeftFinding
from silta.node.models.records import Anchor, Contact, Record, Reference, Response, Revision
from silta.node.models.work import (
    Access,
    CalendarFeed,
    Draft,
    Feedback,
    GlossaryTerm,
    Job,
    Note,
    PlanLimits,
    SavedView,
    Submission,
    TextBlock,
    Undo,
    User,
)

__all__ = [
    "Access",
    "Anchor",
    "Arrangement",
    "Blob",
    "CalendarFeed",
    "Contact",
    "Draft",
    "Entry",
    "Feedback",
    "FrameworkRelease",
    "GlossaryTerm",
    "Job",
    "KnownName",
    "LeftFinding",
    "Letter",
    "Log",
    "Mailbox",
    "Note",
    "PlanLimits",
    "Provision",
    "Receipt",
    "Record",
    "Reference",
    "Response",
    "Revision",
    "SavedView",
    "Submission",
    "TextBlock",
    "Undo",
    "User",
    "Vector",
]
