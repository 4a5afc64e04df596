"""Sending letters through the mail server, and the rounds in which a worker makes and sends them.

Nothing that people do waits for mail: letters are made and sent beside it, and what fails is tried again, then left on its page
with the reason.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
import threading
import time
from typing import Final

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.db import close_old_connections

from silta.node.actions import mail
from silta.node.home import Home
from silta.node.letters import preferences_address, written_out
from silta.node.mail_server import MailServer
from silta.node.models import Letter
from silta.words.errors import Problem, SiltaError

AT_ONCE: Final = 50
"""Letters of one round; the others wait for the next."""
_EVERY: Final = 60
"""Seconds between two rounds."""
_TIMEOUT: Final = 20
_log = logging.getLogger(__name__)


class MailRefused(SiltaError):
    """A mail server that cannot be used."""


def check(server: MailServer) -> None:
    """Connect and sign in, and send nothing. Raises as `_opened` does."""
    _opened(server).close()


def send_waiting() -> int:
    """Send what waits and is due, no more than `AT_ONCE`; returns how many left. Refusals go to the letters, none is raised."""
    server = Home.current().mail
    first = mail.claim(1) if server else []
    if not server or not first:
        return 0
    try:
        connection = _opened(server)
    except SiltaError as error:
        return _none_left([*first, *mail.claim(AT_ONCE - 1)], error.problems[0])
    try:
        return _send_in_turn(first[0], connection, server)
    finally:
        connection.close()


def _none_left(claimed: list[int], problem: Problem) -> int:
    """The server cannot be used at all: each letter waits for its next time."""
    _log.warning("letters not sent: %s (%d)", problem.code, len(claimed))
    for pk in claimed:
        mail.not_sent(pk, problem, for_good=False)
    return 0


def _send_in_turn(pk: int, connection: EmailBackend, server: MailServer) -> int:
    """Send a claimed letter, then one after another of those that wait, until the server hangs up; how many left.

    Each is claimed when its turn comes: before a slow server has taken the first ones, the claim on the last could have run out,
    and another process would send it too.
    """
    left, turns = 0, 1
    while True:
        left += _send(pk, connection, server)
        following = mail.claim(1) if turns < AT_ONCE and _holds(connection) else []
        if not following:
            return left
        pk, turns = following[0], turns + 1


def _holds(connection: EmailBackend) -> bool:
    """Whether the server is still there; `smtplib` forgets the socket of one that hung up or answers no more."""
    return getattr(connection.connection, "sock", None) is not None


def _opened(server: MailServer) -> EmailBackend:
    """A connection that is signed in. Raises `MailRefused` as `_problem` words it and `mail.ca-file`, `HomeRefused`
    `home.mail-password`.
    """
    connection = EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password(),
        use_tls=server.security == "starttls",
        use_ssl=server.security == "tls",
        timeout=_TIMEOUT,
    )
    if server.security != "none":
        connection.ssl_context = _trusting(server)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        raise MailRefused.of((_problem(error, server),)) from None
    return connection


def _trusting(server: MailServer) -> ssl.SSLContext:
    """What the server's certificate is checked by. Raises `MailRefused` `mail.ca-file`."""
    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except OSError:  # not there, not to be read, or no certificates (`ssl.SSLError`)
        raise MailRefused("mail.ca-file", str(server.ca_file)) from None


def _send(pk: int, connection: EmailBackend, server: MailServer) -> bool:
    letter = Letter.objects.filter(pk=pk).first()
    if letter is None:
        return False
    try:
        _message(letter, server, connection).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        mail.not_sent(pk, _problem(error, server), for_good=_is_for_good(error))
        return False
    mail.sent(pk)
    return True


def _message(letter: Letter, server: MailServer, connection: EmailBackend) -> EmailMultiAlternatives:
    text, html = written_out(letter.content, server.pages)
    headers = {
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": f"<{preferences_address(server.pages)}>",
        "Content-Language": str(letter.content["language"]),
        # The same for every attempt: should one have arrived after all, a mail program shows it once.
        "Message-ID": f"<silta-{letter.pk}-{letter.created_at:%Y%m%dT%H%M%S}@{server.sender.rpartition('@')[2]}>",
    }
    message = EmailMultiAlternatives(
        letter.content["subject"],
        text,
        server.sender,
        [letter.address],
        connection=connection,
        headers=headers,
    )
    message.attach_alternative(html, "text/html")
    return message


def _is_for_good(error: Exception) -> bool:
    """Whether this letter will never be taken: an SMTP reply of 500 or more about its address or content, or an address that no
    command of SMTP can name.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        return error.smtp_code >= 500
    return isinstance(error, ValueError) and not isinstance(error, OSError)


def _problem(error: Exception, server: MailServer) -> Problem:
    place = f"{server.host}:{server.port}"
    match error:
        case smtplib.SMTPAuthenticationError():
            return Problem("mail.refused-sign-in", place, {"user": server.user})
        case smtplib.SMTPNotSupportedError():
            return Problem("mail.no-starttls", place)
        case ssl.SSLCertVerificationError():
            return Problem("mail.untrusted", place, {"detail": error.verify_message})
        case ssl.SSLError():
            return Problem("mail.no-tls", place, {"detail": _said(error)})
        case (
            smtplib.SMTPRecipientsRefused()
            | smtplib.SMTPDataError()
            | smtplib.SMTPSenderRefused()
            | ValueError()
        ):
            return Problem("mail.refused", place, {"detail": _said(error)})
        case _:
            return Problem("mail.unreachable", place, {"detail": _said(error)})


def _said(error: Exception) -> str:
    """What a server or the system said, short and on one line."""
    return " ".join(str(error).split())[:200]


def round_of_mail(*, at_once: bool = False) -> tuple[int, int]:
    """Make the letters that are due and send what waits; how many of each."""
    return mail.write_due(at_once=at_once), send_waiting()


def keep_mailing() -> None:
    """Go round in a thread beside the worker's jobs for as long as the process lives; a broken round is told and gone over."""

    def rounds() -> None:
        while True:
            try:
                round_of_mail()
            except Exception:  # noqa: BLE001 - the rounds go on: what went wrong is in the log
                _log.exception("a round of mail broke off")
            finally:
                close_old_connections()
            time.sleep(_EVERY)

    threading.Thread(target=rounds, name="mail", daemon=True).start()
