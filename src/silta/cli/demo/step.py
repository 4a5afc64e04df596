"""One node of the demonstration while it is prepared: a process that takes orders, one JSON line each, and answers in kind.

``python -m silta.cli.demo.step HOME``. Each node has a process of its own because Django's settings belong to one home. An
order is ``{"do": name, "with": {…}}``, the answer ``{"done": value}`` or ``{"refused": [{code, where, data}]}``. All that is told
goes through the node's actions and the exchange, like what people do on its pages.
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TextIO

from silta.cli.demo.outlines import COMPARED, OUTLINES
from silta.cli.demo.people import PASSWORD, PEOPLE
from silta.cli.demo.story import ARRANGEMENT, CONTENT, Deed, Held, Step, read_story, resolve
from silta.cli.founding import start_django
from silta.node import clock
from silta.node.home import Home
from silta.words.errors import SiltaError

_story = cache(read_story)


def found(charter: str, at: str) -> None:
    """Make the database, let people in and open the party's log."""
    from django.core.management import call_command

    from silta.node.actions import setup
    from silta.node.actions.accounts import set_user

    call_command("migrate", verbosity=0)
    home = Home.current()
    with clock.set_to(_moment(at)):
        for person in PEOPLE:
            if person.party == home.party:
                set_user(
                    person.role, PASSWORD, full_name=person.full_name, roles=[person.role],
                    language=person.language, weak_password=True,
                )  # fmt: skip
        setup.found(home, Path(charter).read_bytes())
    _give_addresses(home)


def _give_addresses(home: Home) -> None:
    """Mailboxes for the people and for the role that speaks to the other side; no server is named, so that nothing leaves."""
    from silta.node.actions import mail
    from silta.node.models import User

    for user in User.objects.all():
        rhythm = "daily" if user.username == "coordinator" else "weekly"
        mail.choose(_actor(user.username), mail.Wish(f"{user.username}@{home.party}.example", rhythm))
    shared = mail.Wish(f"cooperation@{home.party}.example")
    mail.set_role_mailbox(_actor("administrator"), "coordinator", home.language, shared)


def mail() -> int:
    """Make the letters of the day; how many."""
    from silta.node.actions.mail import write_due

    return write_due(at_once=True)


def names() -> int:
    """Enter how the node writes names: those of `content/names.toml`, and what the records name besides; how many."""
    import tomllib

    from silta.node.actions.names import save_name, take_in_names
    from silta.node.queries.arrangements import arrangement

    entries = tomllib.loads((CONTENT / "names.toml").read_text(encoding="utf-8"))["name"]
    for entry in entries:
        texts = {
            field: {tag: {"text": words, "status": "official"} for tag, words in entry[field].items()}
            for field in ("name", "office")
            if field in entry
        }
        save_name(_actor("coordinator"), {**entry, **texts})
    return len(entries) + take_in_names(_actor("coordinator"), arrangement(ARRANGEMENT))


def tell(first: int, last: int, held: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Carry out the steps from `first` up to but not including `last`; what the records that they released stand for now."""
    known = {name: Held(**one) for name, one in held.items()}
    told: dict[str, dict[str, Any]] = {}
    for (deed, at, _), group in groupby(_story()[first:last], key=_at_once):
        with clock.set_to(at):
            done = _DEEDS[deed](list(group), known)
        known |= done
        told |= {name: asdict(one) for name, one in done.items()}
    return told


def _at_once(step: Step) -> tuple[Deed, datetime, str]:
    """What neighbouring steps have in common if one person takes them at one moment."""
    return step.deed, step.at, step.user


def publish(folder: str) -> int:
    """Write the node's logs into a folder; the number of entries in its own."""
    from silta.node.exchange import publish as publishing

    return publishing.publish(Path(folder))[0].size


def sync(folder: str, at: str | None) -> int:
    """Take over what the partner published in a folder; the size of its log. Raises `SiltaError` for anything wrong in it."""
    from silta.node.exchange.mirror import sync as take_over
    from silta.node.exchange.sources import FolderSource

    with clock.set_to(_moment(at)) if at else nullcontext():
        results = take_over(FolderSource(Path(folder)), _actor("coordinator"))
    problems = tuple(problem for result in results for problem in result.problems)
    if problems:
        raise SiltaError.of(problems)
    return max(result.after for result in results)


def link(party: str, address: str) -> None:
    """Remember at which address the partner's log is fetched while both nodes are served."""
    from silta.ledger.checkpoints import log_origin
    from silta.node.exchange.partners import set_source

    set_source(_actor("administrator"), log_origin(ARRANGEMENT, party), address)


def compare() -> int:
    """Read the texts that the story compares with the language model; how many. Without the model there are none."""
    from silta.crosswalk.vectors.errors import VectorsError
    from silta.node.queries.suggestions import side
    from silta.node.suggestions import make_vectors

    try:
        return sum(
            make_vectors(side(source), side(target), lambda _done, _total: True)
            for source, target in COMPARED
        )
    except VectorsError:
        return 0


def lend(file: str) -> int:
    """Write the cached vectors into a file, so that the other node need not read the same texts again; how many."""
    from silta.node.models import Vector

    rows = [
        [digest, engine, b64encode(data).decode("ascii")]
        for digest, engine, data in Vector.objects.values_list("digest", "engine", "data")
    ]
    Path(file).write_text(json.dumps(rows), encoding="ascii")
    return len(rows)


def borrow(file: str) -> int:
    """Put the vectors in a file into the cache, which holds nothing yet; how many."""
    from silta.node.models import Vector

    rows = json.loads(Path(file).read_text(encoding="ascii"))
    Vector.objects.bulk_create(
        [Vector(digest=digest, engine=engine, data=b64decode(data)) for digest, engine, data in rows]
    )
    return len(rows)


def _release(steps: Sequence[Step], held: Mapping[str, Held]) -> dict[str, Held]:
    from silta.node.actions import release

    actor = _actor(steps[0].user)
    drafted: dict[str, Held] = {}
    for step in steps:
        uid = _prepare(actor, step, {**held, **drafted})
        drafted[step.record] = Held(uid, 0, "", 0, "")
    done = release.release_many(actor, [one.uid for one in drafted.values()])
    return {
        name: Held(one.uid, one.revision, one.origin, one.index, one.leaf)
        for name, one in zip(drafted, done, strict=True)
    }


def _prepare(actor: Any, step: Step, held: Mapping[str, Held]) -> str:
    """Draft what a step releases; records that are drafted with it are `held` by their ids alone."""
    from silta.node.actions import drafts
    from silta.node.documents import draft_review

    fields = resolve(step.kind, step.fields, held)
    if step.computed:
        return draft_review(actor, ARRANGEMENT, fields["year"], fields)
    if step.kind == "framework-release":
        return _stock(actor, step, fields)
    if step.record in held:
        uid = drafts.start_revision(actor, held[step.record].uid)
        drafts.save(actor, uid, fields, version=None, marking=step.marking)
    else:
        uid = drafts.create(actor, ARRANGEMENT, step.kind, fields, marking=step.marking)
    if step.file:
        drafts.attach(actor, uid, (CONTENT / "files" / step.file).read_bytes(), "text/csv", step.file)
    return uid


def _stock(actor: Any, step: Step, fields: Mapping[str, Any]) -> str:
    """Bring an outline into the library in all its languages, and draft its release; its texts go along to the partner."""
    from silta.node.actions import drafts, library
    from silta.node.queries.records import draft

    outline = next(one for one in OUTLINES if one.record == step.record)
    for language, title in outline.titles.items():
        request = library.ImportRequest(
            outline.file, outline.raw(), outline.address, language, "template",
            title, outline.type, outline.licence, outline.issuer,
        )  # fmt: skip
        library.import_release(actor, request)
    uid = library.draft_release_record(actor, ARRANGEMENT, outline.address)
    drafts.save(actor, uid, {**draft(uid).fields, **fields}, version=None)
    return uid


def _respond(steps: Sequence[Step], held: Mapping[str, Held]) -> dict[str, Held]:
    from silta.node.actions.responses import respond

    for step in steps:
        target = held[step.record]
        respond(
            _actor(step.user),
            target_origin=target.origin,
            target_index=target.index,
            target_leaf=target.leaf,
            verdict=step.verdict,
            reasons=step.reasons,
        )
    return {}


def _draft(steps: Sequence[Step], held: Mapping[str, Held]) -> dict[str, Held]:
    from silta.node.actions import drafts

    for step in steps:
        fields = resolve(step.kind, step.fields, held)
        actor = _actor(step.user)
        if step.record in held:
            uid = drafts.start_revision(actor, held[step.record].uid)
            drafts.save(actor, uid, fields, version=None, marking=step.marking)
        else:
            drafts.create(actor, ARRANGEMENT, step.kind, fields, marking=step.marking)
    return {}


@cache
def _actor(user: str) -> Any:
    from silta.node.actions.actor import Actor
    from silta.node.models import User

    return Actor.of(User.objects.get(username=user))


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


_DEEDS: Final[Mapping[Deed, Callable[[Sequence[Step], Mapping[str, Held]], dict[str, Held]]]] = {
    "release": _release,
    "response": _respond,
    "draft": _draft,
}
ORDERS: Final[Mapping[str, Callable[..., Any]]] = {
    order.__name__: order for order in (found, tell, publish, sync, link, compare, lend, borrow, mail, names)
}


def obey(orders: TextIO, answers: TextIO) -> None:
    """Carry out orders until there are no more."""
    for line in orders:
        order = json.loads(line)
        try:
            answer: dict[str, Any] = {"done": ORDERS[order["do"]](**order["with"])}
        except SiltaError as error:
            answer = {
                "refused": [{"code": p.code, "where": p.where, "data": dict(p.data)} for p in error.problems]
            }
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    start_django(Path(sys.argv[1]))
    obey(sys.stdin, sys.stdout)
