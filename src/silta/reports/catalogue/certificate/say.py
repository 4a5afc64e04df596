"""The phrases of certificates. Names are stable, since the digest speaks of them; the English may be reworded."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Say(StrEnum):
    """An English msgid under its stable name; context ``report``."""

    TITLE = "Certificates of attendance"
    TITLE_ONE = "Certificate of attendance"
    AS_OF = "As recorded by {day}"
    LIST = "List: {title} ({party})"
    NOBODY = "Nobody on the list has attended; a certificate is given only to those who have."
    REGISTER = "Register of certificates"
    REGISTER_LIST = "Those who attended, as the side listed them"
    NUMBER = "No."
    NAME = "Name"
    POSITION = "Position"
    DAYS = "Days"
    CERTIFIED = "This is to certify that"
    TOOK_PART = "took part in"
    FORM = "{form}, {area}"
    WHEN = "{period}"
    WHEN_WHERE = "{period}, {place}"
    HELD_BY = "held by {party}"
    HELD_TOGETHER = "held by the parties together"
    WITHIN = "within the cooperation under: {instruments}"
    SIGNATURE = "{party}: date, name, position, signature"
    FOOT = "Certificate {number} of the list {origin}, entry {entry}, revision {revision}"
