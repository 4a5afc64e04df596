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
    "clause type", "scope", "areas", "forms", "competent authorities", "coordinators",
    "programme and meeting", "information exchange", "proprietary and confidential", "third party",
    "personnel", "costs", "intellectual property", "liability", "national law", "disputes", "duration",
    "renewal", "amendment", "suspension", "termination", "languages",
)  # fmt: skip
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
        "visa": "apply for visas by",
        "clearance": "apply for clearances by",
        "interpretation": "book interpreters by",
        "check": "see what was applied",
    },
)
FORM_OF_ACTIVITY = _plain(
    "form of activity", "information exchange", "expert consultation", "document review", "seminar",
    "workshop", "working meeting", "annual meeting", "technical visit", "scientific visit", "study visit",
    "on-the-job training", "secondment", "inspection observation", "joint inspection",
    "exercise observation", "joint exercise", "joint project", "publication",
)  # fmt: skip
AREA = _plain(
    "area", "legislation", "government and regulator organisation", "management system", "licensing",
    "review and assessment", "inspection", "enforcement", "siting", "design", "construction", "operation",
    "research reactors", "fuel cycle", "waste and spent fuel", "decommissioning", "legacy sites",
    "mining and milling", "transport", "radiation practices", "medical exposure", "environment",
    "emergency preparedness", "security interface", "safeguards", "human resources", "public communication",
)  # fmt: skip
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
LONE = ("no-relationship", "not-applicable")
"""Relations that name no compared provision."""
CROSSWALK_METHOD = CodeList(
    "crosswalk method",
    {
        "self-rating": "one side rates, the other confirms",
        "panel": "a joint panel rates",
        "parallel": "both sides rate independently",
    },
)
RATIONALE = _plain("rationale", "syntactic", "semantic", "functional")
TEXT_LANGUAGE = CodeList(
    "language", {"kk": "Kazakh", "ru": "Russian", "fi": "Finnish", "en": "English", "sv": "Swedish"}
)
"""Languages that work is done in, by their tags."""
TEXT_SCRIPT = CodeList("script", {"Latn": "Latin", "Cyrl": "Cyrillic"})
NAME_SORT = _plain("sort of name", "person", "organisation", "place")
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
COMPETENCE = CodeList(
    "competence",
    {
        "legal-basis": "1.1 legal basis",
        "policies": "1.2 regulatory policies and approaches",
        "regulations": "1.3 regulations and guides",
        "management-system": "1.4 management system",
        "fundamentals": "2.1 science and engineering fundamentals",
        "applied-technology": "2.2 applied technology",
        "specialised-technology": "2.3 specialised technology",
        "review-and-assessment": "3.1 review and assessment",
        "authorization": "3.2 authorization",
        "inspection": "3.3 inspection",
        "enforcement": "3.4 enforcement",
        "developing-regulations": "3.5 development of regulations and guides",
        "analytical-thinking": "4.1 analytical thinking",
        "personal-effectiveness": "4.2 personal effectiveness",
        "communication": "4.3 communication",
        "teamwork": "4.4 teamwork",
        "leadership": "4.5 leadership",
        "safety-culture": "4.6 safety culture",
    },
)
"""The quadrants and areas of the IAEA's guidelines for a systematic assessment of regulatory competence needs (SARCoN)."""
COMPETENCE_LEVEL = _plain("competence level", "none", "basic", "medium", "high")
AVAILABILITY = _plain("availability", "available", "on request", "not available")
CONSENT_SCOPE = CodeList(
    "consent scope",
    {
        "matching": "to be found for consultations",
        "contact": "to be contacted by the other party",
        "publication": "to be named in public documents",
    },
)
URGENCY = _plain("urgency", "routine", "soon", "urgent")
CONSULTATION_METHOD = _plain(
    "consultation method", "in writing", "remote meeting", "expert mission", "visit of the asking side"
)
ADVICE_VERDICT = CodeList(
    "advice verdict",
    {
        "adopted": "adopted",
        "in-part": "adopted in part",
        "not-adopted": "not adopted",
        "deferred": "deferred",
    },
)
ASSESSMENT_METHOD = _plain("assessment method", "self-assessment", "peer review", "convention review")
IRRS_MODULE = CodeList(
    "IRRS module",
    {
        "1": "1 government responsibilities",
        "2": "2 global safety regime",
        "3": "3 regulatory body",
        "4": "4 management system",
        "5": "5 authorization",
        "6": "6 review and assessment",
        "7": "7 inspection",
        "8": "8 enforcement",
        "9": "9 regulations and guides",
        "10": "10 emergency preparedness",
        "11": "11 additional areas",
        "12": "12 safety–security interface",
        "policy": "policy issues",
    },
)
"""The modules of the IAEA's Integrated Regulatory Review Service."""
FINDING_KIND = _plain(
    "finding kind",
    "recommendation",
    "suggestion",
    "good practice",
    "challenge",
    "area of good performance",
    "threat",
    "strength",
)
PRACTICE_KIND = _plain("practice kind", "good practice", "lesson")
EXPERIENCE_SOURCE = CodeList(
    "experience source",
    {
        "irs": "IRS",
        "finas": "FINAS",
        "irsrr": "IRSRR",
        "ines": "INES",
        "national": "national",
        "mission": "mission",
        "event": "event",
        "advice": "advice",
    },
)
FACILITY_TYPE = _plain(
    "facility type",
    "nuclear power plant",
    "research reactor",
    "fuel cycle facility",
    "waste facility",
    "disposal facility",
    "uranium mine or mill",
    "legacy site",
    "source or generator",
    "transport",
    "any",
)
INES = CodeList("INES", {**{str(level): str(level) for level in range(8)}, "not-rated": "not rated"})
APPLICABILITY = _plain("applicability", "applicable", "with adaptation", "not applicable", "unknown")
RESULT_LEVEL = _plain("result level", "output", "outcome", "impact")
INDICATOR_RULE = CodeList(
    "indicator rule",
    {
        "activities-held": "activities held in the year",
        "seminars-held": "seminars and workshops held in the year",
        "checks-answered": "events of which a side said in the year what it applied",
        "consultation-days": "days from question to advice, median of the year",
        "actions-accepted": "actions of the year accepted by the other side",
        "consultations-decided": "consultations of the year decided on",
        "gaps-resolved": "gaps resolved so far",
        "mappings-confirmed": "mappings confirmed by both so far",
        "practices-in-action": "practices in action at the other side so far",
        "practices-verified": "practices whose effect is verified so far",
    },
)
DOCUMENT_TYPE = _plain(
    "document type",
    "report",
    "minutes",
    "letter",
    "presentation",
    "guide",
    "procedure",
    "translation",
    "technical document",
    "evidence",
    "other",
)
MODE = _plain("mode", "on site", "remote", "both")
LANGUAGE = CodeList(
    "language",
    {
        "kk": "Kazakh",
        "ru": "Russian",
        "fi": "Finnish",
        "en": "English",
        "sv": "Swedish",
        "de": "German",
        "es": "Spanish",
        "fr": "French",
        "ja": "Japanese",
        "ko": "Korean",
        "ky": "Kyrgyz",
        "tr": "Turkish",
        "uk": "Ukrainian",
        "uz": "Uzbek",
        "zh": "Chinese",
    },
)
"""Languages that people work in, those of the interface first; texts themselves may be in any."""
TIME_ZONE = CodeList(
    "time zone",
    {
        "Europe/Helsinki": "Helsinki",
        "Asia/Almaty": "Astana",
        "Europe/Vienna": "Vienna",
        "Europe/Paris": "Paris",
        "Europe/Stockholm": "Stockholm",
        "Europe/Tallinn": "Tallinn",
        "Asia/Tashkent": "Tashkent",
        "Asia/Bishkek": "Bishkek",
        "America/New_York": "New York",
        "UTC": "UTC",
    },
)
"""Places by whose clocks times are told. The codes are names of the IANA time zone database."""
MEETING_KIND = _plain(
    "kind of meeting",
    "annual meeting",
    "meeting of heads",
    "meeting of coordinators",
    "meeting of experts",
    "extraordinary meeting",
)
REMARK_OUTCOME = CodeList(
    "remark outcome", {"taken": "taken over", "in-part": "taken over in part", "declined": "declined"}
)
MINUTES_ITEM = _plain("item of minutes", "discussion", "decision", "action")
PARTICIPANT = _plain(
    "status of participant", "nominated", "invited", "cleared", "confirmed", "attended", "absent", "replaced"
)
EVALUATION_SCALE = CodeList(
    "evaluation scale",
    {
        "use": "of use for my work",
        "content": "content and level",
        "speakers": "speakers and materials",
        "time": "agenda and time",
        "interpretation": "interpretation",
        "arrangements": "practical arrangements",
    },
)
APPLIED = _plain("what was applied", "applied", "applied in part", "planned", "not applied")
TRANSLATION_STATUS = _plain(
    "translation status", "original", "machine", "draft", "checked", "official", "authentic", "outdated"
)
TRANSLATION_NEED = CodeList("translation need", {
    "missing": "missing", "outdated": "outdated", "machine": "machine translation", "draft": "draft translation"})  # fmt: skip
TRANSLATION_URGENCY = CodeList("translation urgency", {
    "overdue": "past its due date", "soon": "due within 30 days", "signature": "goes to signature",
    "drafts": "drafts only"})  # fmt: skip
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
GAP_FATE = CodeList(
    "gap fate",
    {
        "resolved": "resolved",
        "accepted": "accepted as it is",
        "in-progress": "in progress",
        "carried-over": "carried over",
        "reopened": "open again",
        "merged": "taken up in another gap",
        "withdrawn": "withdrawn",
        "left-out": "left out while open",
        "unknown": "not in these logs",
    },
)
"""What became of a gap of an earlier roadmap edition; computed by `silta.records.editions`, never typed."""
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
