"""The subjects on the left of every page: one table. A page shows up as soon as a URL of its name exists.

To add a page to the list, name its URL (``path("gaps/", gaps, name="gaps")``) and give it one line here. `under` lists further
URL names that belong to the subject, so that it stays marked on their pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from silta.node.actions.actor import Actor
from silta.node.actions.permissions import AUDITORS, may


@dataclass(frozen=True)
class Subject:
    """A page of the list: the name of its URL, its label (msgid, context ``subject``), URL names that lie under it.

    `kind` is the kind whose open records are counted behind the label; `key` the letter that leads there after ``g``; `roles` are
    those that are shown it (empty: all).
    """

    url_name: str
    label: str
    under: tuple[str, ...] = ()
    kind: str = ""
    key: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Subjects under one heading (msgid, context ``subject``; empty: none)."""

    label: str
    subjects: tuple[Subject, ...]


ABOUT: Final = "silta_about"
"""Attribute of a request by which a page that serves several subjects says which one it is about, by a name of the table."""

SUBJECTS: Final = (
    Group("", (Subject("home", "Home", key="h"),)),
    Group(
        "Programme",
        (
            Subject("programme", "Programme", key="p"),
            Subject("activities", "Activities", ("activity",), "activity"),
            Subject(
                "events",
                "Events",
                ("event", "participation", "evaluation", "application-check", "feedback", "invitation"),
                key="e",
            ),
            Subject("priorities", "Priorities", ("priority",)),
            Subject("initiatives", "Joint initiatives", ("joint-initiative",)),
        ),
    ),
    Group(
        "Dialogue",
        (
            Subject(
                "meetings",
                "Meetings and minutes",
                ("meeting", "minutes", "remark", "meeting-agenda"),
                key="m",
            ),
            Subject("decisions", "Decisions", ("decision",)),
            Subject("actions", "Actions", ("action",), "action", "a"),
        ),
    ),
    Group(
        "Expertise",
        (
            Subject(
                "consultations",
                "Consultations",
                ("consultation", "advice", "advice-response"),
                "consultation",
                "c",
            ),
            Subject("experts", "Experts", ("expert",)),
        ),
    ),
    Group(
        "Requirements",
        (
            Subject("library", "Library", ("release", "import", "compare-releases"), key="l"),
            Subject("crosswalks", "Crosswalk", ("crosswalk", "workbench"), key="x"),
            Subject("coverage", "Coverage"),
            Subject(
                "gaps", "Gaps and roadmap", ("gap", "roadmap-item", "roadmap-edition", "roadmap"), "gap", "g"
            ),
            Subject("assessments", "Assessments", ("assessment", "finding")),
        ),
    ),
    Group(
        "Experience",
        (
            Subject("practices", "Practices and lessons", ("practice", "applicability-review")),
            Subject("adoption", "What was adopted"),
        ),
    ),
    Group(
        "Results",
        (
            Subject("annual-review", "Annual review"),
            Subject("reports", "Reports", key="r"),
            Subject(
                "proof",
                "Proof desk",
                ("proof-document", "proof-text", "names", "name", "new-name", "bring-names"),
            ),
            Subject("indicators", "Indicators", ("indicator", "result")),
            Subject("documents", "Documents", ("document",)),
            Subject(
                "translations", "Translations", ("translation", "translations-bring", "translations-confirm")
            ),
            Subject("glossary", "Glossary", ("glossary-term", "glossary-new", "glossary-bring")),
        ),
    ),
    Group(
        "Arrangement",
        (
            Subject("arrangement", "Text and obligations", ("obligations", "obligation")),
            Subject("contacts", "Contact points", ("contact-point",)),
            Subject("contact-by-area", "Contact by area"),
            Subject("records", "All records", ("record", "draft"), key="s"),
            Subject("trust", "Trust", key="t"),
            Subject("access", "Who had access", roles=AUDITORS),
        ),
    ),
)


_NAMES: Final = frozenset(
    name for group in SUBJECTS for subject in group.subjects for name in (subject.url_name, *subject.under)
)


def is_about(request: HttpRequest, name: str) -> None:
    """Mark the subject that `name` (an URL name, or the code of a kind) belongs to; names of no subject are passed over."""
    if name in _NAMES:
        setattr(request, ABOUT, name)


@dataclass(frozen=True)
class Item:
    """A line of the list as it is drawn: where it leads, its name, whether the reader is there, how many wait, its letter."""

    url: str
    label: str
    current: bool
    count: int | None
    key: str = ""


def listed(request: HttpRequest, counts: Mapping[str, int]) -> list[tuple[str, list[Item]]]:
    """Groups with the items whose pages exist; `counts` maps kinds to how many of their records are open."""
    match = request.resolver_match
    here = getattr(request, ABOUT, "") or (match.view_name if match else "")
    groups = []
    for group in SUBJECTS:
        shown = (one for one in group.subjects if not one.roles or may(Actor.of(request.user), *one.roles))
        items = [item for subject in shown if (item := _item(subject, here, counts))]
        if items:
            groups.append((group.label, items))
    return groups


def _item(subject: Subject, here: str, counts: Mapping[str, int]) -> Item | None:
    try:
        url = reverse(subject.url_name)
    except NoReverseMatch:
        return None
    current = here == subject.url_name or here in subject.under
    return Item(url, subject.label, current, counts.get(subject.kind), subject.key)
