"""What each kind of record is for: told where a list is empty, and above a form that starts one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PURPOSES: Final[Mapping[str, str | Promise]] = {
    "arrangement": _(
        "The arrangement is the instrument under which the parties work together: its level, dates, languages and clauses."
    ),
    "obligation": _(
        "An obligation is what a clause of the arrangement asks for, with the rule by which it falls due, so that nobody has to "
        "remember it."
    ),
    "contact-point": _(
        "A contact point says who speaks for a party on an area, in which languages, and who stands in for them."
    ),
    "priority": _(
        "A priority says on what the parties mean to work, in which years, and why it matters now."
    ),
    "programme": _(
        "A programme gathers the activities of one year, each at a fixed revision. It is in force when every party has agreed "
        "to the same text."
    ),
    "activity": _(
        "An activity is one item of a programme, from its proposal to its report: who meets, where, when, and what shall come "
        "of it."
    ),
    "event": _(
        "An event is what happens on the days of an activity: agenda, times, interpretation and materials. It follows the state "
        "of its activity."
    ),
    "participation": _(
        "Each side lists its own people for an event, from their nomination to their attendance. The page of the event shows the "
        "lists of all sides."
    ),
    "evaluation": _(
        "An evaluation sums up what one side’s participants thought of an event: counts and means, without names. Their answers "
        "stay on the node; begin from the page of the event."
    ),
    "application-check": _(
        "Half a year after an event, each side whose people took part says what it applied, what not, and why."
    ),
    "joint-initiative": _(
        "A joint initiative is work that the parties carry together over several activities: its purpose, members and milestones."
    ),
    "meeting": _(
        "A meeting brings the parties together on a day. Its agenda is proposed from what is open between them."
    ),
    "minutes": _(
        "Minutes are the common text on a meeting, in the languages of both sides. Once both have signed, their decisions and "
        "actions become records."
    ),
    "decision": _("A decision is what the parties have settled at a meeting, and what follows from it."),
    "action": _(
        "An action is something that one party owes by a date. When it is done, the other side accepts it or returns it."
    ),
    "expert": _(
        "An expert is a person whom a party offers for consultations: competences, languages, availability. It is released only "
        "with the person’s consent, and its text is erased when the consent is withdrawn."
    ),
    "consultation": _(
        "A consultation asks the other side’s experts a question, with terms of reference. Their answer comes as advice."
    ),
    "advice": _(
        "Advice is what experts answer to a consultation. It is not a regulatory decision; what becomes of it, the asking side "
        "says in a response."
    ),
    "advice-response": _(
        "A response to advice says whether the asking side adopts it, in part or not, for which reasons, and what follows."
    ),
    "framework-release": _(
        "A framework release is an act, a guide or a standard as it stood on a date. Releases come from imports into the library."
    ),
    "crosswalk": _("A crosswalk compares one text with a benchmark, provision by provision."),
    "mapping": _(
        "A mapping says how provisions of the compared text relate to those of the benchmark, and how well law and practice "
        "cover them."
    ),
    "assessment": _(
        "An assessment is a review of one party’s regulatory system: by itself, by peers or under a convention."
    ),
    "finding": _(
        "A finding says what an assessment saw, by which requirement, and who is to answer it. How many there are says nothing "
        "about a country: findings are never counted against each other."
    ),
    "gap": _(
        "A gap is something that a benchmark asks for and that a rule, or its application, does not give. It blames nobody."
    ),
    "roadmap-item": _(
        "A roadmap item is the step that answers a gap: who takes it, by when, and what document comes of it."
    ),
    "roadmap-edition": _(
        "A roadmap edition freezes the gaps of a year and the steps that answer them. It is in force when every party has agreed "
        "to the same text; the next edition says what became of each of its gaps."
    ),
    "practice": _(
        "A practice or lesson is what one side has learned and offers to others, with what must be there for it to work "
        "elsewhere."
    ),
    "applicability-review": _(
        "An applicability review says what one side makes of another’s practice: whether it applies, what it shall bring, and "
        "what it has brought."
    ),
    "indicator": _(
        "An indicator says how both sides will see that the work brings something: from a baseline to a target."
    ),
    "result": _(
        "A result is the value of an indicator in a year, with its evidence. Whether it is on track is computed."
    ),
    "document": _(
        "A document is evidence or reference: who made it, how it is marked and to be handled, what it translates or replaces."
    ),
    "remark": _(
        "A remark says something about one place of a joint text of the other side, or what should stand there instead. The next "
        "revision of the text answers it."
    ),
    "annual-review": _(
        "An annual review tells what a year has brought. Its figures are computed from the logs of all parties, and anyone can "
        "compute them again."
    ),
}
"""Code of a kind → its purpose in a sentence or two."""
