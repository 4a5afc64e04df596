"""Where things have their pages: the address of a record, a provision, a release."""

from __future__ import annotations

from typing import Final

from django.urls import NoReverseMatch, reverse

OWN_PAGES: Final = {
    "arrangement": "arrangement",
    "programme": "programme-of",
    "annual-review": "annual-review-of",
}
"""Kinds whose page is named otherwise than by their code; their URL takes the record's id as well."""


def record_url(kind: str, uid: str) -> str:
    """The page of a record: the one of its own kind (URL name: the code of the kind), else the general one (``record``).

    Empty if neither exists.
    """
    for name in (OWN_PAGES.get(kind, kind), "record"):
        try:
            return reverse(name, kwargs={"uid": uid})
        except NoReverseMatch:
            continue
    return ""


def provision_url(address: str) -> str:
    """The page of a provision (``kz/442-V@2024-06-08#art-10``) in the library; empty if there is none."""
    release, _, fragment = address.partition("#")
    try:
        return reverse("release", kwargs={"address": release}) + (f"#{fragment}" if fragment else "")
    except NoReverseMatch:
        return ""
