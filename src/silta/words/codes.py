"""Code lists: closed sets of codes, each with an English label that the catalogues translate.

A label's gettext context is the list's name, so that "open" of a gap and "open" of an action can differ. Codes are lower-case
ASCII with hyphens and never change meaning; labels may be reworded. Source of the lists: the domain reference of the project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class CodeList:
    """A closed, ordered list of codes. `name` is also the gettext context of its labels."""

    name: str
    labels: Mapping[str, str]

    def __contains__(self, code: object) -> bool:
        return code in self.labels

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def label(self, code: str) -> str:
        """The English label of `code`; the code itself if it is unknown (a newer partner may send more)."""
        return self.labels.get(code, code)


def _plain(name: str, *labels: str) -> CodeList:
    """A list whose codes follow from the labels: ``"joint inspection"`` → ``joint-inspection``."""
    return CodeList(name, {label.lower().replace(" ", "-").replace(",", ""): label for label in labels})


ARRANGEMENT_LEVEL = _plain(
    "arrangement level", "intergovernmental", "ministerial", "interagency", "protocol", "letter"
)
CLAUSE_TYPE = _plain(
    "clause type",
    "scope",
    "areas",
    "forms",
    "competent authorities",
    "coordinators",
    "programme and meeting",
    "information exchange",
    "proprietary and confidential",
    "third party",
    "personnel",
    "costs",
    "intellectual property",
    "liability",
    "national law",
    "disputes",
    "duration",
    "renewal",
    "amendment",
    "suspension",
    "termination",
    "languages",
)
DUE_RULE = CodeList(
    "due rule",
    {
        "date": "on a date",
        "yearly": "every year on that day",
        "every-months": "every so many months",
        "days-after": "so many days after a date",
    },
)
DATE_TO_KEEP = CodeList(
    "date to keep",
    {
        "notice": "last day to give notice",
        "renewal": "renewed unless notice was given",
        "end": "in force until",
    },
)
FORM_OF_ACTIVITY = _plain(
    "form of activity",
    "information exchange",
    "expert consultation",
    "document review",
    "seminar",
    "workshop",
    "working meeting",
    "annual meeting",
    "technical visit",
    "scientific visit",
    "study visit",
    "on-the-job training",
    "secondment",
    "inspection observation",
    "joint inspection",
    "exercise observation",
    "joint exercise",
    "joint project",
    "publication",
)
AREA = _plain(
    "area",
    "legislation",
    "government and regulator organisation",
    "management system",
    "licensing",
    "review and assessment",
    "inspection",
    "enforcement",
    "siting",
    "design",
    "construction",
    "operation",
    "research reactors",
    "fuel cycle",
    "waste and spent fuel",
    "decommissioning",
    "legacy sites",
    "mining and milling",
    "transport",
    "radiation practices",
    "medical exposure",
    "environment",
    "emergency preparedness",
    "security interface",
    "safeguards",
    "human resources",
    "public communication",
)
RELATION = _plain(
    "relation",
    "equal",
    "equivalent",
    "subset of",
    "superset of",
    "intersects",
    "no relationship",
    "equivalent alternative",
    "not applicable",
)
RATIONALE = _plain("rationale", "syntactic", "semantic", "functional")
RATING = CodeList(
    "rating",
    {
        "a": "covered",
        "b": "difference justified",
        "c": "to be addressed",
        "not-assessed": "not assessed",
        "not-applicable": "not applicable",
    },
)
PRIORITY_LEVEL = _plain("priority level", "highest", "high", "medium", "low")
MODE = _plain("mode", "on site", "remote", "both")
TRANSLATION_STATUS = _plain(
    "translation status", "original", "machine", "draft", "checked", "official", "authentic", "outdated"
)
ROLE = _plain(
    "role", "reader", "contributor", "expert", "translator", "coordinator", "head", "auditor", "administrator"
)
VERDICT = CodeList(
    "verdict", {"receipt": "received", "comment": "commented", "agree": "agreed", "object": "objected"}
)
WITHDRAWAL_REASON = _plain(
    "reason of withdrawal", "mistake", "duplicate", "overtaken by events", "agreed by the parties"
)
ERASURE_REASON = _plain(
    "reason of erasure", "personal data", "confidential content", "mistake", "order of a court"
)
FRAMEWORK_TYPE = _plain("framework type", "act", "decree", "regulation", "guide", "standard", "convention")
LICENCE = CodeList(
    "licence",
    {
        "official-act": "official act, free of copyright",
        "open": "open licence",
        "titles-only": "numbers and titles only",
        "own-copy": "own copy, not to be shared",
    },
)
GAP_CAUSE = _plain(
    "gap cause",
    "no provision",
    "partial provision",
    "different approach",
    "provision not applied",
    "outdated provision",
)
PAYER = _plain("payer", "each side its own", "host", "visitor", "third party")
MARKING = CodeList(
    "marking",
    {
        "public": "Public",
        "tlp-clear": "TLP:CLEAR",
        "tlp-green": "TLP:GREEN",
        "tlp-amber": "TLP:AMBER",
        "tlp-amber-strict": "TLP:AMBER+STRICT",
        "tlp-red": "TLP:RED",
        "kz-dsp": "For official use (Kazakhstan)",
        "fi-secret-by-law": "Secret by law (Finland)",
        "proprietary": "Proprietary",
    },
)
