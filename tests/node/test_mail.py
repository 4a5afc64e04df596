"""Mail: letters say what waits, in the reader's language and never above what may go by mail; they are sent once, or later."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from silta.node import clock, post
from silta.node.actions import drafts, mail, release
from silta.node.actions.accounts import set_active, set_user
from silta.node.actions.actor import Actor
from silta.node.errors import Denied, HomeRefused, NotFound, Refused
from silta.node.home import Home
from silta.node.letters import digest_of
from silta.node.mail_server import MailServer
from silta.node.models import Entry, Letter, Mailbox, User
from silta.node.queries.mail import letter, letters
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.node.post_office import Office, office, words

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

MORNING = datetime(2026, 6, 1, 8, tzinfo=UTC)  # a Monday
ADMINISTRATOR = Actor(None, "administrator", "Administrator")


@pytest.fixture
def mailing(node: Home, settings: Settings) -> Iterator[Office]:
    """The node has a mail server."""
    with office() as server:
        said = {
            "host": "127.0.0.1", "port": server.port, "security": "none", "sender": "silta@north.example",
            "pages": "https://north.example",
        }  # fmt: skip
        settings.HOME = replace(node, mail=MailServer.read(said, node.path))
        yield server


def person(name: str, role: str = "coordinator", rhythm: str = "daily", language: str = "en") -> Actor:
    pk = set_user(name, "x", full_name=name.title(), roles=[role], language=language, weak_password=True)
    actor = Actor.of(User.objects.get(pk=pk))
    mail.choose(actor, mail.Wish(f"{name}@north.example", rhythm))
    return actor


def say(kind: str, fields: dict[str, object], marking: str = "tlp-green") -> str:
    actor = Actor(None, "coordinator", "Coordinator")
    uid = drafts.create(actor, ARRANGEMENT, kind, fields, marking=marking)
    release.release_many(actor, [uid])
    return uid


def round_at(moment: datetime) -> tuple[int, int]:
    with clock.set_to(moment):
        return post.round_of_mail()


def test_a_digest_tells_what_waits_and_what_is_new_and_comes_once_a_day(
    mailing: Office, south: Partner
) -> None:
    person("anna", language="fi")
    say("action", examples.action("2026-A1", due="2026-05-01", owner="north"))
    south.release(record_id(1), "activity", examples.activity("2026-07"))
    south.deliver()
    Entry.objects.update(held_at=MORNING - timedelta(days=1))
    assert round_at(MORNING) == (1, 1)
    assert round_at(MORNING + timedelta(hours=2)) == (0, 0)
    (sent,) = mailing.letters
    assert (sent["To"], sent["From"]) == ("anna@north.example", "silta@north.example")
    assert sent["Subject"].strip() == "Node of North: mikä odottaa sinua, 1.6.2026"
    assert sent["List-Unsubscribe"] == "<https://north.example/preferences/mail/>"
    assert sent["Auto-Submitted"] == "auto-generated"
    for sort in ("plain", "html"):
        assert all(said in words(sent, sort) for said in ("2026-A1", "2026-07", "SOUTH julkaisi"))
        assert f"https://north.example/record/{record_id(1)}/" in words(sent, sort)
    # The next day nothing is new, but what waits still waits.
    assert round_at(MORNING + timedelta(days=1)) == (1, 1)
    assert "2026-07" not in words(mailing.letters[1])


def test_a_letter_says_nothing_of_what_is_marked_and_does_not_run_what_a_partner_wrote(
    mailing: Office, south: Partner
) -> None:
    person("anna")
    hidden = examples.activity("2026-SECRET", title=examples.text("Hidden plan"))
    south.release(record_id(1), "activity", hidden, marking="tlp-amber")
    south.release(record_id(2), "activity", hidden, marking="from-the-future")
    south.release(
        record_id(3), "activity", examples.activity(title=examples.text("<script>x</script>\r\nBcc: a@b"))
    )
    south.deliver()
    Entry.objects.update(held_at=MORNING)
    round_at(MORNING)
    (sent,) = mailing.letters
    for sort in ("plain", "html"):
        assert "SECRET" not in words(sent, sort)
        assert "Hidden" not in words(sent, sort)
        assert f"/record/{record_id(1)}/" in words(sent, sort)
    assert words(sent).count("A record whose marking keeps it out of mail") == 2
    assert "<script>" not in words(sent, "html")
    assert sent["Bcc"] is None


def test_drafts_are_counted_and_never_named(mailing: Office) -> None:
    actor = person("anna", role="contributor")
    drafts.create(actor, ARRANGEMENT, "activity", examples.activity(title=examples.text("Unsaid")))
    round_at(MORNING)
    said = words(mailing.letters[0])
    assert "Drafts of yours that are not released: 1" in said
    assert "Unsaid" not in said


def test_letters_are_made_in_the_morning_where_the_node_is_and_the_weekly_one_on_monday(
    node: Home, settings: Settings, south: Partner
) -> None:
    settings.TIME_ZONE = "Asia/Almaty"  # five hours ahead of UTC
    person("daily")
    person("weekly", rhythm="weekly")
    person("off", rhythm="off")
    say("action", examples.action("2026-A1", due="2026-05-01", owner="north"))
    sunday_night, monday = datetime(2026, 5, 31, 20, tzinfo=UTC), datetime(2026, 6, 1, 2, 1, tzinfo=UTC)
    round_at(datetime(2026, 5, 30, 12, tzinfo=UTC))
    made = [Letter.objects.count()]
    for moment in (sunday_night, monday - timedelta(minutes=2), monday, monday + timedelta(days=1)):
        round_at(moment)
        made.append(Letter.objects.count())
    # Saturday both; Sunday the daily one; Monday at seven both; on Tuesday the daily one again.
    assert made == [2, 3, 3, 5, 6]
    assert set(Letter.objects.values_list("state", flat=True)) == {"kept"}


@pytest.mark.parametrize(
    ("moment", "made"),
    [
        ("2027-03-27T04:30", 0),  # half past six: the clocks of Helsinki go forward in the night that follows
        ("2027-03-27T05:00", 1),
        ("2027-03-28T04:00", 1),  # seven already, an hour of that night never was
        ("2027-10-31T04:30", 0),  # half past six again, an hour of that night was there twice
        ("2027-10-31T05:00", 1),
    ],
)
def test_the_morning_is_that_of_the_clocks_on_the_wall(
    node: Home, settings: Settings, moment: str, made: int
) -> None:
    settings.TIME_ZONE = "Europe/Helsinki"
    person("anna")
    say("action", examples.action("2026-A1", due="2026-05-01", owner="north"))
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    day = (now - timedelta(days=1)).date().isoformat()
    Mailbox.objects.filter(address="anna@north.example").update(day=day, period=day)
    assert round_at(now) == (made, 0)


def test_the_mailbox_of_a_role_gets_each_reminder_once_and_one_more_when_the_day_has_passed(
    mailing: Office,
) -> None:
    mail.set_role_mailbox(ADMINISTRATOR, "coordinator", "ru", mail.Wish("post@north.example", "off"))
    arrangement = say("arrangement", examples.arrangement())
    say("obligation", examples.obligation(arrangement, start="2026-07-01", owner="north"))
    say("obligation", examples.obligation(arrangement, clause="9", start="2026-07-01", owner="south"))
    due = datetime(2026, 7, 1, 8, tzinfo=UTC)
    counts = []
    for before in (40, 30, 29, 7, 6, 1, 0, -1, -2):
        round_at(due - timedelta(days=before))
        counts.append(len(mailing.to("post@north.example")))
    assert counts == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert mailing.letters[0]["Subject"].strip() == "Node of North: важные даты, 01.06.2026"
    assert "01.07.2026" in words(mailing.letters[0]).replace("\xa0", " ")


def test_a_reminder_is_not_missed_when_the_node_stood_still_on_its_day(mailing: Office) -> None:
    mail.set_role_mailbox(ADMINISTRATOR, "head", "en", mail.Wish("head@north.example", "off"))
    arrangement = say("arrangement", examples.arrangement())
    say("obligation", examples.obligation(arrangement, start="2026-07-01"))
    round_at(datetime(2026, 6, 27, 8, tzinfo=UTC))
    assert len(mailing.letters) == 1


def test_a_server_that_fails_is_asked_again_and_then_let_be(mailing: Office) -> None:
    person("anna")
    say("action", examples.action("2026-A1", due="2026-05-01", owner="north"))
    mailing.refusing["DATA"] = "451 later"
    assert round_at(MORNING) == (1, 0)
    held = Letter.objects.get()
    assert (held.state, held.attempts, held.problem["code"]) == ("waiting", 1, "mail.refused")
    assert round_at(MORNING + timedelta(minutes=1)) == (0, 0)
    del mailing.refusing["DATA"]
    assert round_at(MORNING + timedelta(minutes=6)) == (0, 1)
    assert Letter.objects.get().state == "sent"
    mailing.refusing["DATA"] = "451 later"
    moment = MORNING + timedelta(days=1)
    for hours in (0, 1, 2, 5, 20):
        round_at(moment + timedelta(hours=hours))
    failed = Letter.objects.latest("pk")
    assert (failed.state, failed.attempts) == ("failed", 5)
    mail.send_again(ADMINISTRATOR, failed.pk)
    assert Letter.objects.get(pk=failed.pk).state == "waiting"


def test_an_address_that_the_server_refuses_for_good_is_not_asked_again(mailing: Office) -> None:
    person("anna")
    person("boris")
    say("action", examples.action("2026-A1", due="2026-05-01", owner="north"))
    mailing.refusing["RCPT"] = "550 nobody here"
    assert round_at(MORNING) == (2, 0)
    assert {one.state for one in Letter.objects.all()} == {"failed"}
    assert "nobody here" in Letter.objects.earliest("pk").problem["data"]["detail"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"port": 1}, "mail.unreachable"),
        ({"security": "tls"}, "mail.no-tls"),
        ({"security": "starttls"}, "mail.no-starttls"),
    ],
)
def test_a_server_that_cannot_be_used_says_why_and_letters_wait(
    mailing: Office, settings: Settings, change: dict[str, object], code: str
) -> None:
    server = replace(settings.HOME.mail, **change)
    settings.HOME = replace(settings.HOME, mail=server)
    with pytest.raises(post.MailRefused) as refused:
        post.check(server)
    person("anna")
    say("action", examples.action("2026-A1", due="2026-05-01", owner="north"))
    assert round_at(MORNING) == (1, 0)
    held = Letter.objects.get()
    assert (refused.value.code, held.problem["code"], held.state) == (code, code, "waiting")


def test_the_password_comes_from_a_file_or_the_environment_and_is_never_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"host": "m.example", "sender": "a@b.example", "pages": "https://n.example/", "user": "u"}
    server = MailServer.read({**said, "password_file": "pw"}, tmp_path)
    with pytest.raises(HomeRefused, match=r"home\.mail-password"):
        server.password()
    (tmp_path / "pw").write_text("geheim\n")
    assert server.password() == "geheim"
    assert "geheim" not in repr(server)
    monkeypatch.setitem(os.environ, "SILTA_MAIL_PASSWORD", "other")
    assert server.password() == "other"
    assert (server.port, server.security, server.pages) == (587, "starttls", "https://n.example")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"host": ""}, "host"),
        ({"sender": "nobody"}, "sender"),
        ({"sender": "a@b.example\nBcc: c@d.example"}, "sender"),
        ({"pages": "ftp://n.example"}, "pages"),
        ({"port": 70000}, "port"),
        ({"port": True}, "port"),
        ({"hour": 24}, "hour"),
        ({"security": "plain"}, "security"),
        ({"password_file": "pw"}, "password_file"),
        ({"passwort": "x"}, "passwort"),
    ],
)
def test_a_wrong_line_about_mail_is_named(tmp_path: Path, change: dict[str, object], where: str) -> None:
    said = {"host": "m.example", "sender": "a@b.example", "pages": "https://n.example"}
    with pytest.raises(HomeRefused) as refused:
        MailServer.read({**said, **change}, tmp_path)
    assert (refused.value.code, refused.value.where) == ("home.mail", where)


def test_each_reads_their_own_letters_and_an_administrator_all(node: Home, south: Partner) -> None:
    anna, boris = person("anna"), person("boris", role="head")
    mail.set_role_mailbox(ADMINISTRATOR, "coordinator", "en", mail.Wish("post@north.example"))
    say("action", examples.action("2026-A1", due="2026-05-01", owner="north"))
    round_at(MORNING)
    assert [one.to.person or one.to.role for one in letters(anna)[0]] == ["coordinator", "Anna"]
    assert [one.to.person for one in letters(boris)[0]] == ["Boris"]
    assert len(letters(ADMINISTRATOR)[0]) == 3
    with pytest.raises(NotFound, match=r"mail\.unknown-letter"):
        letter(boris, letters(anna)[0][1].number)


def test_who_has_left_gets_nothing_and_a_broken_letter_keeps_back_no_other(
    node: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, anna, boris = person("gone"), person("anna"), person("boris")
    set_active(ADMINISTRATOR, gone.user_id or 0, active=False)
    say("action", examples.action("2026-A1", due="2026-05-01", owner="north"))

    def broken(actor: Actor, *rest: Any) -> Any:
        assert actor.user_id != anna.user_id
        return digest_of(actor, *rest)

    monkeypatch.setattr(mail, "digest_of", broken)
    round_at(MORNING)
    assert [one.mailbox.user_id for one in Letter.objects.all()] == [boris.user_id]


def test_what_cannot_be_an_address_or_a_role_is_refused(node: Home) -> None:
    anna = person("anna", role="reader")
    for address in ("anna", "@x.example", "a b@x.example", "a@b@c", "a@b.example\r\nBcc: x@y"):
        with pytest.raises(Refused, match=r"mail\.not-an-address"):
            mail.choose(anna, mail.Wish(address))
    with pytest.raises(Refused, match=r"mail\.unknown-rhythm"):
        mail.choose(anna, mail.Wish("", "hourly"))
    with pytest.raises(Denied):
        mail.set_role_mailbox(anna, "coordinator", "en", mail.Wish("a@b.example"))
    with pytest.raises(Refused, match=r"mail\.no-address"):
        mail.set_role_mailbox(ADMINISTRATOR, "coordinator", "en", mail.Wish())
    with pytest.raises(NotFound, match=r"mail\.unknown-mailbox"):
        mail.remove_role_mailbox(ADMINISTRATOR, "head")
    assert Mailbox.objects.filter(role="coordinator").count() == 0
