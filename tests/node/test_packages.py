"""Texts on their way: drafted from the library for the partner, and taken into the library from a partner."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from silta.ledger.bodies import digest, seal
from silta.ledger.canonical import canonical_json
from silta.ledger.entries import Attachment, Release
from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.library import ImportRequest, LibraryRefused, draft_release_record, import_release
from silta.node.actions.release import release
from silta.node.errors import Denied
from silta.node.exchange.packages import adopt_packages
from silta.node.home import Home
from silta.node.models import Blob, Draft, FrameworkRelease, Log, Provision
from silta.standards import provisions as standards
from silta.standards.package import MEDIA_TYPE, open_package, pack
from tests.node import examples
from tests.node.partner import ARRANGEMENT, TIME, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ADDRESS = "yy/act-7@2021-01-01"
SHEET = """number,heading,text,language,parent,level
Chapter 1,General,,en,,chapter
1,Aim,This act protects people.,en,Chapter 1,section
2,Licence,A licence is needed.,en,Chapter 1,section
"""


def an_act(text: str = "A licence is needed.") -> standards.Release:
    unit = standards.Provision("1", (), "Licence", text, "en", "section", None, "s-1", 0)
    return standards.Release("An act", "en", (unit,), identifier=ADDRESS)


def bring(partner: Partner, home: Home, raw: bytes, uid: str = record_id(1), **changes: Any) -> None:
    """The partner releases a text with `raw` as its package, and the file has arrived."""
    name = home.store_blob(raw)
    Blob.objects.update_or_create(
        sha256=name, defaults={"size": len(raw), "media_type": MEDIA_TYPE, "name": "p.json"}
    )
    fields = {
        "address": ADDRESS, "title": examples.text("An act"), "type": "act", "jurisdiction": "yy", "as_of": "2021-01-01",
        "languages": ["en"], "licence": "official-act", "provisions": 1, "package": name, "state": "in-force",
    } | changes  # fmt: skip
    body = seal("framework-release", 1, fields, bytes(16))
    entry = Release(
        time=TIME, role="coordinator", record=uid, kind="framework-release", revision=1, body=digest(body),
        body_size=len(body), marking="public",
        attachments=(Attachment(sha256=name, size=len(raw), media_type=MEDIA_TYPE, name="p.json"),),
    )  # fmt: skip
    partner.add(entry, body)
    partner.deliver()


def souths_log() -> Log:
    return Log.objects.get(party="south")


def test_a_partners_text_comes_into_the_library_with_its_record(node: Home, south: Partner) -> None:
    bring(south, node, pack(ADDRESS, [an_act()]))
    assert adopt_packages(souths_log(), node) == ()
    row = FrameworkRelease.objects.get(address=ADDRESS)
    assert (row.languages, str(row.record_uid), row.licence) == (["en"], record_id(1), "official-act")
    assert Provision.objects.get(release=row).text == "A licence is needed."


def test_what_is_in_the_library_is_not_taken_again(
    node: Home, south: Partner, django_assert_num_queries: Any
) -> None:
    bring(south, node, pack(ADDRESS, [an_act()]))
    adopt_packages(souths_log(), node)
    log = souths_log()
    with django_assert_num_queries(3):
        assert adopt_packages(log, node) == ()


def test_our_own_copy_of_a_text_is_never_replaced_by_a_partner(
    node: Home, south: Partner, coordinator: Actor
) -> None:
    import_release(coordinator, ImportRequest("act.csv", SHEET.encode(), ADDRESS, "en", "template"))
    bring(south, node, pack(ADDRESS, [an_act("Everything is allowed.")]))
    assert adopt_packages(souths_log(), node) == ()
    assert not Provision.objects.filter(text="Everything is allowed.").exists()


def test_a_second_record_for_the_same_text_changes_nothing(node: Home, south: Partner) -> None:
    bring(south, node, pack(ADDRESS, [an_act()]))
    bring(south, node, pack(ADDRESS, [an_act("Everything is allowed.")]), record_id(2))
    adopt_packages(souths_log(), node)
    assert [p.text for p in Provision.objects.all()] == ["A licence is needed."]


@pytest.mark.parametrize("broken", ["form", "address", "parent", "bytes"])
def test_a_hostile_package_leaves_nothing_behind(node: Home, south: Partner, broken: str) -> None:
    package = json.loads(pack(ADDRESS, [an_act()]))
    if broken == "address":
        package["address"] = "yy/act-8@2021-01-01"
    if broken == "parent":
        package["texts"][0]["provisions"][0]["parent"] = "s-9"
    raw = b"{}" if broken == "form" else canonical_json(package)
    bring(south, node, raw)
    if broken == "bytes":
        node.blob_path(sha256(raw).hexdigest()).write_bytes(b"something else")
    (problem,) = adopt_packages(souths_log(), node)
    assert problem.code.startswith("package.")
    assert not FrameworkRelease.objects.exists()
    assert not Provision.objects.exists()


def test_a_partner_who_sends_words_under_a_licence_for_titles_has_only_titles_stored(
    node: Home, south: Partner
) -> None:
    bring(south, node, pack(ADDRESS, [an_act()]), licence="titles-only")
    assert adopt_packages(souths_log(), node) == ()
    held = Provision.objects.get()
    assert (held.heading, held.text) == ("Licence", "")


def test_a_package_that_has_not_arrived_is_waited_for(node: Home, south: Partner) -> None:
    bring(south, node, pack(ADDRESS, [an_act()]))
    Blob.objects.all().delete()
    assert adopt_packages(souths_log(), node) == ()
    assert not FrameworkRelease.objects.exists()


@pytest.fixture
def library(node: Home, coordinator: Actor) -> str:
    """North has the act in its library, in one language."""
    request = ImportRequest(
        "act.csv", SHEET.encode(), ADDRESS, "en", "template", "An act", "act", "official-act"
    )
    import_release(coordinator, request)
    return ADDRESS


def test_a_text_of_the_library_is_drafted_with_its_package_and_can_be_released(
    library: str, coordinator: Actor
) -> None:
    uid = draft_release_record(coordinator, ARRANGEMENT, library)
    held = Draft.objects.get(uid=uid)
    assert drafts.problems(uid) == ()
    (file,) = held.attachments
    assert file["sha256"] == held.fields["package"]
    (text,) = open_package(Home.current().blob_path(file["sha256"]).read_bytes(), ADDRESS)
    assert [p.heading for p in text.units()] == ["Aim", "Licence"]
    release(coordinator, uid)
    with pytest.raises(LibraryRefused) as refused:
        import_release(coordinator, ImportRequest("act.csv", SHEET.encode(), ADDRESS, "en", "template"))
    assert refused.value.code == "library.already-released"


def test_drafting_a_text_twice_brings_one_draft_up_to_date(library: str, coordinator: Actor) -> None:
    first = draft_release_record(coordinator, ARRANGEMENT, library)
    import_release(
        coordinator,
        ImportRequest("laki.csv", SHEET.replace(",en,", ",fi,").encode(), ADDRESS, "fi", "template", "Laki"),
    )
    assert draft_release_record(coordinator, ARRANGEMENT, library) == first
    held = Draft.objects.get(uid=first)
    assert held.fields["languages"] == ["en", "fi"]
    assert [file["sha256"] for file in held.attachments] == [held.fields["package"]]


@pytest.mark.parametrize(("licence", "whole"), [("titles-only", False), ("own-copy", None)])
def test_the_licence_decides_what_goes_along(
    library: str, coordinator: Actor, licence: str, whole: bool | None
) -> None:
    FrameworkRelease.objects.update(licence=licence)
    held = Draft.objects.get(uid=draft_release_record(coordinator, ARRANGEMENT, library))
    if whole is None:
        assert held.attachments == []
        assert "package" not in held.fields
    else:
        raw = Home.current().blob_path(held.attachments[0]["sha256"]).read_bytes()
        assert b"This act protects people." not in raw
        assert b"Licence" in raw


def test_what_a_partner_has_released_is_not_released_again(
    node: Home, south: Partner, coordinator: Actor
) -> None:
    bring(south, node, pack(ADDRESS, [an_act()]))
    adopt_packages(souths_log(), node)
    with pytest.raises(LibraryRefused) as refused:
        draft_release_record(coordinator, ARRANGEMENT, ADDRESS)
    assert refused.value.code == "library.released-by-partner"


def test_only_coordinators_and_heads_draft_a_release_of_a_text(library: str, expert: Actor) -> None:
    with pytest.raises(Denied):
        draft_release_record(expert, ARRANGEMENT, library)
