"""Mail over TLS: only to a server that proves who it is; and no letter is lost or sent twice, whatever the server does."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_django.fixtures import Settings

from silta.node import clock, post
from silta.node.actions import mail
from silta.node.home import Home
from silta.node.mail_server import MailServer
from silta.node.models import Letter
from tests.node import examples
from tests.node.post_office import Office, office
from tests.node.test_mail import MORNING, person, round_at, say

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ACCOUNT = ("silta", "geheim")
Opened = Callable[..., MailServer]


def certificate(folder: Path, address: str = "127.0.0.1") -> ssl.SSLContext:
    """What a server at `address` shows, signed by itself; its certificate lies in `mail.pem` then."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    begin, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begin, end)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
    built = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    (folder / "mail.pem").write_bytes(built.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.pem").write_bytes(private + built.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


@pytest.fixture
def tls(node: Home) -> ssl.SSLContext:
    return certificate(node.path)


@pytest.fixture
def opened(node: Home, settings: Settings) -> Opened:
    """Names an office as the node's mail server."""
    (node.path / "pw").write_text(ACCOUNT[1])

    def name(server: Office, **more: Any) -> MailServer:
        said = {
            "host": "127.0.0.1", "port": server.port, "sender": "silta@north.example", "pages": "https://north.example",
            "user": ACCOUNT[0], "password_file": "pw", "ca_file": "mail.pem",
        }  # fmt: skip
        said |= more
        found = MailServer.read({key: value for key, value in said.items() if value is not None}, node.path)
        settings.HOME = replace(node, mail=found)
        return found

    return name


@pytest.fixture
def plain(opened: Opened) -> Iterator[Office]:
    """An office without locks, named as the node's mail server, and two letters that wait for the morning."""
    with office() as server:
        opened(server, security="none", user=None, password_file=None, ca_file=None)
        for name in ("anna", "boris"):
            person(name)
        overdue()
        yield server


def overdue() -> None:
    say("action", examples.action("2026-A1", due="2026-05-01", owner="north"))


def refused(server: MailServer) -> str:
    with pytest.raises(post.MailRefused) as told:
        post.check(server)
    return told.value.code


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_leave_by_tls_and_nothing_is_said_before_it(
    tls: ssl.SSLContext, opened: Opened, security: str
) -> None:
    with office(tls=tls, starttls=security == "starttls", account=ACCOUNT) as server:
        post.check(opened(server, security=security))
        person("anna")
        overdue()
        assert round_at(MORNING) == (1, 1)
        assert len(server.to("anna@north.example")) == 1
        assert set(server.overheard) <= {"EHLO", "STARTTLS"}


def test_a_certificate_that_nobody_vouches_for_gets_neither_password_nor_letter(
    tls: ssl.SSLContext, opened: Opened, node: Home
) -> None:
    with office(tls=tls, account=ACCOUNT) as server:
        assert refused(opened(server, ca_file=None)) == "mail.untrusted"
        person("anna")
        overdue()
        assert round_at(MORNING) == (1, 0)
        held = Letter.objects.get()
        assert (held.state, held.problem["code"]) == ("waiting", "mail.untrusted")
        assert "self-signed" in held.problem["data"]["detail"]
        assert server.letters == []
        assert set(server.overheard) <= {"EHLO", "STARTTLS"}
        opened(server)  # an operator names the authority
        assert round_at(MORNING + timedelta(minutes=6)) == (0, 1)
    with office(tls=certificate(node.path, "127.0.0.2"), account=ACCOUNT) as other:
        assert refused(opened(other)) == "mail.untrusted", "trusted, but for another address"
    (node.path / "mail.pem").write_text("no certificate")
    assert refused(opened(other)) == "mail.ca-file"
    assert refused(opened(other, ca_file="none.pem")) == "mail.ca-file"


def test_a_wrong_password_is_told_and_letters_wait(tls: ssl.SSLContext, opened: Opened) -> None:
    with office(tls=tls, account=(ACCOUNT[0], "other")) as server:
        assert refused(opened(server)) == "mail.refused-sign-in"
        person("anna")
        overdue()
        assert round_at(MORNING) == (1, 0)
        held = Letter.objects.get()
        assert (held.state, held.problem["code"]) == ("waiting", "mail.refused-sign-in")
        assert ACCOUNT[1] not in str(held.problem)


@pytest.mark.parametrize("word", ["HELLO", "EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("way", ["silent", "deaf"])
def test_a_server_that_falls_silent_or_hangs_up_keeps_letters_back_and_loses_none(
    plain: Office, word: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    getattr(plain, way).add(word)
    with monkeypatch.context() as impatient:
        impatient.setattr(post, "_TIMEOUT", 0.2)
        assert round_at(MORNING) == (2, 0)
    assert {one.state for one in Letter.objects.all()} == {"waiting"}
    assert Letter.objects.order_by("-attempts")[0].problem["code"] == "mail.unreachable"
    getattr(plain, way).clear()
    assert round_at(MORNING + timedelta(minutes=6)) == (0, 2)
    assert sorted(one["To"] for one in plain.letters) == ["anna@north.example", "boris@north.example"]


def test_a_letter_that_may_have_arrived_comes_again_under_the_same_name_and_the_next_one_waits_its_turn(
    plain: Office,
) -> None:
    plain.deaf.add("TAKEN")
    assert round_at(MORNING) == (2, 0)
    assert sorted(Letter.objects.values_list("attempts", flat=True)) == [0, 1], "only one was tried"
    plain.deaf.clear()
    assert round_at(MORNING + timedelta(minutes=6)) == (0, 2)
    names = [one["Message-ID"] for one in plain.letters]
    assert (len(names), len(set(names))) == (3, 2)


def test_a_server_so_slow_that_another_process_begins_meanwhile_gets_each_letter_once(
    plain: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("clara", "dina", "emil"):
        person(name)
    write, minutes = post._message, iter(range(0, 100, 4))

    def slow(*given: Any) -> Any:
        made = write(*given)
        with clock.set_to(MORNING + timedelta(minutes=next(minutes))), monkeypatch.context() as once:
            once.setattr(post, "_message", write)
            post.send_waiting()
        return made

    monkeypatch.setattr(post, "_message", slow)
    round_at(MORNING)
    assert sorted(one["To"].partition("@")[0] for one in plain.letters) == [
        "anna", "boris", "clara", "dina", "emil",
    ]  # fmt: skip


def test_an_address_that_no_command_can_name_fails_alone(plain: Office) -> None:
    mail.write_due(at_once=True)
    Letter.objects.filter(address="anna@north.example").update(address="anna@north.example\nBcc: x@y.example")
    assert post.send_waiting() == 1
    assert Letter.objects.get(address__contains="Bcc").state == "failed"
    assert [one["To"] for one in plain.letters] == ["boris@north.example"]
