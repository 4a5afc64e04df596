"""The translation desk: what needs work is found, done field by field or by a translator outside, and nothing is overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node import jobs
from silta.node.actions import drafts, release, uploads
from silta.node.actions.actor import Actor
from silta.node.models import Draft, GlossaryTerm, Job
from silta.node.queries import records
from silta.node.queries.terms import glossary
from silta.node.queries.translations import Asked, beside, how_many, needed, waiting
from silta.reports.translations import xliff
from silta.reports.translations.units import Batch
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ACTOR = Actor(None, "coordinator", "Coordinator")
Clients = Callable[[str], Client]


def released(kind: str, *fields: dict[str, Any]) -> list[str]:
    uids = [drafts.create(ACTOR, ARRANGEMENT, kind, one) for one in fields]
    return [one.uid for one in release.release_many(ACTOR, uids)]


def around() -> Any:
    return records.arrangement(ARRANGEMENT)


def listed(**asked: str) -> list[str]:
    return [row.uid for row in waiting(around(), Asked(**({"to": "kk"} | asked))).rows]


def finnish(words: str, **others: str) -> dict[str, dict[str, str]]:
    return {"fi": {"text": words, "status": "original"}} | {
        tag: {"text": said, "status": "checked"} for tag, said in others.items()
    }


def test_what_needs_translating_is_found_by_language_kind_status_and_urgency(south: Partner) -> None:
    south.release(record_id(1), "action", examples.action("S-1", owner="south"))
    south.deliver()
    late, whole = released(
        "action",
        examples.action("N-1", title=finnish("Lähetä luonnos"), due="2020-01-31"),
        examples.action("N-2", title=examples.text("Done", kk="Дайын", ru="Готово", fi="Valmis")),
    )
    title = examples.text("Visit") | {"kk": {"text": "Сапар", "status": "machine"}}
    machine = drafts.create(ACTOR, ARRANGEMENT, "activity", examples.activity("N-3", title=title))
    joint = drafts.create(ACTOR, ARRANGEMENT, "programme", examples.programme(title=finnish("Ohjelma 2026")))
    assert listed() == [joint, late, machine]
    assert whole not in listed()
    assert listed(source="fi") == [joint, late]
    assert listed(kind="activity") == listed(status="machine") == [machine]
    assert listed(urgency="drafts") == [joint, machine]
    assert set(listed(urgency="overdue")) == {late, machine}
    assert listed(urgency="signature") == [joint]
    assert how_many(around()) == {"kk": 3, "ru": 3, "fi": 1, "en": 2}
    assert beside(around(), Asked("kk"), needed(around(), late)) == (joint, machine)


def test_a_draft_stands_in_for_its_record_until_it_is_released(node: object) -> None:
    (uid,) = released("action", examples.action("N-1"))
    drafts.start_revision(ACTOR, uid)
    drafts.save(
        ACTOR,
        uid,
        examples.action("N-1", title=examples.text("Send the draft N-1", kk="Жобаны жіберу")),
        version=None,
    )
    assert listed() == []
    assert listed(to="fi") == [uid]
    drafts.discard(ACTOR, uid)
    assert listed() == [uid]


def test_the_list_goes_on_page_after_page_with_the_same_few_queries(client_of: Clients) -> None:
    dues = ["2026-03-31", "2026-01-31", "2026-02-28"]
    uids = released("action", *(examples.action(f"N-{n}", due=dues[n % 3]) for n in range(7)))
    drafts.start_revision(ACTOR, uids[3])
    seen: list[str] = []
    after: str | None = None
    while True:
        page = waiting(around(), Asked("kk"), after, limit=3)
        seen += [row.uid for row in page.rows]
        after = page.next
        if after is None:
            break
    assert sorted(seen) == sorted(uids)
    assert [needed(around(), uid).due for uid in seen] == sorted(needed(around(), uid).due for uid in seen)
    client = client_of("coordinator")
    client.get("/translations/?to=kk")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert client.get("/translations/?to=kk").status_code == 200
        counts.append(len(context))
        released("action", *(examples.action(f"M-{n}") for n in range(9)))
        client.get("/translations/?to=kk")  # what is remembered for a state of the logs is found anew
    assert counts[0] == counts[1] <= 20


def test_the_desk_puts_what_is_typed_into_the_draft_of_the_next_revision(client_of: Clients) -> None:
    (uid,) = released("action", examples.action("N-1", title=finnish("Lähetä 3 luonnosta")))
    client = client_of("coordinator")
    page = client.get(f"/translations/{uid}/?to=kk").content.decode()
    assert "Lähetä 3 luonnosta" in page
    form = {"version": "", "revision": "1", "t:title": "4 жобаны жіберу", "s:title": "draft"}
    answer = client.post(f"/translations/{uid}/save/?to=kk", form)
    assert answer.status_code == 200
    assert answer.json()["version"] == 2
    draft = Draft.objects.get(uid=uid)
    assert draft.fields["title"]["kk"] == {"text": "4 жобаны жіберу", "status": "draft"}
    assert draft.base == 1
    # The page was opened before there was a draft: nothing is overwritten.
    late = client.post(f"/translations/{uid}/?to=kk", form | {"t:title": "Басқа"})
    assert late.status_code == 409
    assert "Басқа" in late.content.decode()
    done = client.post(
        f"/translations/{uid}/?to=kk", form | {"version": "2", "s:title": "checked", "do": "next"}
    )
    assert done.status_code == 302
    assert Draft.objects.get(uid=uid).fields["title"]["kk"]["status"] == "checked"
    found = client.post(
        f"/translations/{uid}/findings/?to=kk", {"path": "title", "t:title": "4 жобаны жіберу"}
    )
    assert "“3”" in found.content.decode()
    assert "“4”" in found.content.decode()


def test_only_the_owner_translates_a_record_and_readers_do_not(client_of: Clients, south: Partner) -> None:
    south.release(record_id(1), "action", examples.action("S-1", owner="south"))
    south.deliver()
    form = {"version": "", "revision": "1", "t:title": "Бөтен", "s:title": "draft"}
    assert client_of("coordinator").post(f"/translations/{record_id(1)}/save/?to=kk", form).status_code == 400
    assert client_of("coordinator").get(f"/translations/{record_id(1)}/?to=kk").status_code == 302
    assert client_of("reader").get(f"/translations/{record_id(1)}/?to=kk").status_code == 403
    assert client_of("reader").get("/translations/export/?to=kk").status_code == 403
    assert not Draft.objects.exists()


def test_a_changed_original_outdates_its_translations_in_the_form_of_the_draft(client_of: Clients) -> None:
    uid = drafts.create(
        ACTOR, ARRANGEMENT, "action", examples.action("N-1", title=finnish("Lähetä", kk="Жіберу"))
    )
    fields = Draft.objects.get(uid=uid).fields
    drafts.save(ACTOR, uid, fields | {"title": finnish("Lähetä heti", kk="Жіберу")}, version=None)
    assert Draft.objects.get(uid=uid).fields["title"]["kk"] == {"text": "Жіберу", "status": "outdated"}
    assert listed(status="outdated") == [uid]
    client = client_of("coordinator")
    assert "outdated" in client.get("/translations/?to=kk").content.decode()
    form = {"version": "2", "revision": "0", "t:title": "Бірден жіберу", "s:title": "outdated"}
    client.post(f"/translations/{uid}/save/?to=kk", form)
    assert Draft.objects.get(uid=uid).fields["title"]["kk"] == {"text": "Бірден жіберу", "status": "draft"}


def test_the_form_of_a_draft_keeps_the_mark_as_long_as_nobody_chooses_otherwise(client_of: Clients) -> None:
    title = finnish("Lähetä", kk="Жіберу", ru="Отправить")
    uid = drafts.create(ACTOR, ARRANGEMENT, "action", examples.action("N-1", title=title))
    client = client_of("coordinator")

    def send(version: int, words: str, kk: str = "Жіберу", ru: str = "checked") -> dict[str, Any]:
        form = {
            "version": str(version), "number": "N-1", "owner": "north", "due": "2026-03-31", "state": "open",
            "marking": "tlp-green", "title:fi": words, "title:fi:status": "original", "title:fi:was": "original",
            "title:kk": kk, "title:kk:status": "checked", "title:kk:was": "checked",
            "title:ru": "Отправить", "title:ru:status": ru, "title:ru:was": "checked",
        }  # fmt: skip
        answer = client.post(f"/draft/{uid}/autosave/", form)
        assert answer.status_code == 200, answer.content
        said: dict[str, Any] = answer.json()
        return said

    def statuses() -> list[str]:
        wordings = Draft.objects.get(uid=uid).fields["title"]
        return [wordings[tag]["status"] for tag in ("fi", "kk", "ru")]

    assert send(1, "Lähetä h")["statuses"] == {"title:kk:status": "outdated", "title:ru:status": "outdated"}
    send(2, "Lähetä heti")
    assert statuses() == ["original", "outdated", "outdated"], "a second saving of the same page"
    send(3, "Lähetä heti", kk="Бірден жіберу", ru="official")
    assert statuses() == ["original", "draft", "official"]


def exported(client: Client, query: str = "to=kk&format=xliff") -> bytes:
    answer = client.get(f"/translations/export/?{query}")
    assert answer.status_code == 200, answer
    return answer.content


def brought(client: Client, raw: bytes, name: str = "back.xlf") -> str:
    answer = client.post("/translations/bring/", {"file": SimpleUploadedFile(name, raw)})
    return answer.content.decode()


def counted(page: str) -> list[int]:
    """New, changed, in conflict, with errors, unchanged."""
    facts = re.search(r'<p class="facts">(.*?)</p>', page, re.DOTALL)
    assert facts, page
    return [int(n.replace(",", "")) for n in re.findall(r": ([\d,]+)<", facts[1])]


def translated(raw: bytes, *said: tuple[str, str]) -> bytes:
    """A file as a tool gives it back: targets behind these sources, all reviewed."""
    text = raw.decode()
    for source, target in said:
        behind = f">{source}</source>"
        assert behind in text
        text = re.sub(
            rf'state="initial" subState="[^"]*">(\s*<source[^>]*{re.escape(behind)})(\s*<target.*?</target>)?',
            rf'state="reviewed">\1<target>{target}</target>', text, flags=re.DOTALL,
        )  # fmt: skip
    return text.encode()


def test_a_file_goes_out_and_comes_back_with_conflicts_marked(client_of: Clients, south: Partner) -> None:
    south.release(record_id(1), "action", examples.action("S-1", owner="south"))
    south.deliver()
    one, two, three = released(
        "action",
        *(
            examples.action(f"N-{n}", title=finnish(words))
            for n, words in enumerate(("Yksi", "Kaksi", "Kolme"))
        ),
    )
    client = client_of("coordinator")
    raw = exported(client)
    assert "Action · N-0 · Yksi · TLP:GREEN" in raw.decode()
    # Meanwhile an original changes, and somebody translates another text here.
    drafts.start_revision(ACTOR, two)
    drafts.save(ACTOR, two, examples.action("N-1", title=finnish("Kaksi ja puoli")), version=None)
    drafts.start_revision(ACTOR, three)
    drafts.save(ACTOR, three, examples.action("N-2", title=finnish("Kolme", kk="Үш (біздікі)")), version=None)
    back = translated(raw, ("Yksi", "Бір"), ("Kaksi", "Екі"), ("Kolme", "Үш"))
    unit = '<unit id="{}"><segment><source>x</source><target>y</target></segment></unit>'
    foreign = f"{unit.format(f'{record_id(1)}.1.title')}{unit.format('x1')}</file>"
    page = brought(client, back.decode().replace("</file>", foreign, 1).encode())
    assert counted(page) == [1, 0, 2, 2, 0]
    assert not Draft.objects.filter(uid=one).exists(), "looking writes nothing"
    marked = client.get("/translations/bring/returned/").content
    faults = re.findall(r'category="fault">([^<]*)', marked.decode())
    assert len(faults) == 4
    assert client.post("/translations/bring/confirm/").status_code == 302
    assert Draft.objects.get(uid=one).fields["title"]["kk"] == {"text": "Бір", "status": "checked"}
    assert "kk" not in Draft.objects.get(uid=two).fields["title"]
    assert Draft.objects.get(uid=three).fields["title"]["kk"]["text"] == "Үш (біздікі)"
    # The marked file has the originals of today, so that it is taken once the translator has looked at it.
    returned = xliff.read(marked)
    assert {unit.source for unit in returned.units} == {"Kaksi ja puoli", "Kolme", "x"}
    assert counted(brought(client, marked)) == [1, 1, 0, 2, 0]


def test_conflicts_are_taken_only_if_asked_for_and_marked_as_outdated(client_of: Clients) -> None:
    (uid,) = released("action", examples.action("N-1", title=finnish("Yksi")))
    client = client_of("coordinator")
    back = translated(exported(client), ("Yksi", "Бір"))
    drafts.start_revision(ACTOR, uid)
    drafts.save(ACTOR, uid, examples.action("N-1", title=finnish("Ykkönen")), version=None)
    brought(client, back)
    client.post("/translations/bring/confirm/", {"conflicts": "1"})
    assert Draft.objects.get(uid=uid).fields["title"]["kk"] == {"text": "Бір", "status": "outdated"}


def test_a_workbook_goes_out_and_comes_back(client_of: Clients) -> None:
    (uid,) = released(
        "activity", examples.activity("N-1", title=finnish("Seminaari"), expected=finnish("Tulos"))
    )
    client = client_of("coordinator")
    raw = exported(client, "to=kk&format=xlsx")
    assert counted(brought(client, raw, "back.xlsx")) == [0, 0, 0, 0, 2]
    book = openpyxl.load_workbook(BytesIO(raw))
    sheet: Any = book.active
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(3, heads.index("target kk") + 1).value = "Семинар"
    sheet.cell(3, heads.index("status") + 1).value = "tarkistettu"
    sheet.cell(4, heads.index("target kk") + 1).value = "=1+1"
    out = BytesIO()
    book.save(out)
    assert counted(brought(client, out.getvalue(), "back.xlsx")) == [1, 0, 0, 1, 0]
    client.post("/translations/bring/confirm/")
    assert Draft.objects.get(uid=uid).fields["title"]["kk"] == {"text": "Семинар", "status": "checked"}


def test_a_large_file_is_read_and_taken_over_by_jobs(
    client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "is_large", lambda _: True)
    one, _ = released(
        "action", *(examples.action(f"N-{n}", title=finnish(w)) for n, w in enumerate(("Yksi", "Kaksi")))
    )
    client = client_of("coordinator")
    back = translated(exported(client), ("Yksi", "Бір"))
    waiting = client.post("/translations/bring/", {"file": SimpleUploadedFile("x.xlf", back)})["Location"]
    assert "Waiting for its turn" in client.get(waiting).content.decode()
    jobs.carry_out(Job.objects.latest("pk").pk)
    page = client.get(waiting).content.decode()
    assert "Бір" in page
    assert "Action · N-0 · Yksi" in page
    assert client.get("/translations/bring/returned/").status_code == 200
    taking = client.post("/translations/bring/confirm/")["Location"]
    assert not Draft.objects.exists()
    jobs.carry_out(Job.objects.latest("pk").pk)
    assert "1 text was taken into the drafts." in client.get(taking, follow=True).content.decode()
    assert Draft.objects.get(uid=one).fields["title"]["kk"] == {"text": "Бір", "status": "checked"}


def test_two_original_languages_make_two_files_in_a_zip(client_of: Clients) -> None:
    released("action", examples.action("N-1", title=finnish("Yksi")), examples.action("N-2"))
    assert exported(client_of("coordinator")).startswith(b"PK")
    assert exported(client_of("coordinator"), "to=kk&from=fi&format=xliff").startswith(b"<?xml")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><xliff/>", "document type"),
        (b"no file at all", "line 1"),
        (b"PK\x03\x04 broken", "damaged"),
        (xliff.write(Batch("fi", "de", ())), "de"),
    ],
)
def test_a_hostile_or_wrong_file_is_refused_in_words(client_of: Clients, raw: bytes, words: str) -> None:
    answer = client_of("coordinator").post("/translations/bring/", {"file": SimpleUploadedFile("x.xlf", raw)})
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_own_terms_come_first_and_count_at_once(client_of: Clients) -> None:
    client = client_of("coordinator")
    built_in = glossary()
    table = "en;kk;note\nlicence;рұқсат қағаз;ours\ncooling pond;салқындату тоғаны;\n".encode()
    answer = client.post("/glossary/bring/", {"file": SimpleUploadedFile("t.csv", table)}, follow=True)
    assert "2 new" in answer.content.decode()
    assert glossary() is not built_in
    assert glossary().rows[0]["kk"] in ("рұқсат қағаз", "салқындату тоғаны")
    (uid,) = released("action", examples.action("N-1", title=examples.text("Renew the licence")))
    assert "рұқсат қағаз" in client.get(f"/translations/{uid}/?to=kk").content.decode()
    again = client.post("/glossary/bring/", {"file": SimpleUploadedFile("t.csv", table)}, follow=True)
    assert "2 as they were" in again.content.decode()
    term = GlossaryTerm.objects.get(terms__en="licence")
    client.post(f"/glossary/{term.pk}/", {"term:en": "licence", "term:kk": "лицензия", "note": ""})
    assert "лицензия" in client.get(f"/translations/{uid}/?to=kk").content.decode()
    client.post(f"/glossary/{term.pk}/remove/")
    assert GlossaryTerm.objects.count() == 1
    assert client.get("/glossary/table/").content.decode("utf-8-sig").startswith("kk,ru,fi,en,note")


def test_own_terms_come_back_as_they_went_out_whatever_a_spreadsheet_would_make_of_them(
    client_of: Clients,
) -> None:
    client = client_of("coordinator")
    table = "en,kk,note\n-tight,=тығыз,+1\n'quoted,'=x,\n".encode()
    client.post("/glossary/bring/", {"file": SimpleUploadedFile("t.csv", table)})
    out = client.get("/glossary/table/").content
    assert b"'-tight" in out
    assert b",=" not in out
    answer = client.post("/glossary/bring/", {"file": SimpleUploadedFile("t.csv", out)}, follow=True)
    assert "2 as they were" in answer.content.decode()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"a\nb\n", "at least two languages"),
        (b"kz,en\n\xd0\xb0,b\n", "“kk”"),
        (b"en,kk\nlicence,\n", "row 2"),
        (b"en,kk\n" + b"a" * 201 + b",b\n", "200"),
    ],
)
def test_a_table_with_an_error_changes_nothing_and_names_the_row(
    client_of: Clients, table: bytes, words: str
) -> None:
    answer = client_of("coordinator").post("/glossary/bring/", {"file": SimpleUploadedFile("t.csv", table)})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not GlossaryTerm.objects.exists()
