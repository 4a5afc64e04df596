"""Every report of the catalogue: what it says, in four languages, in every format, and whatever the records are.

The golden texts are written anew by ``SILTA_GOLDEN=write pytest tests/reports/test_catalogue.py``; read the difference.
"""

from __future__ import annotations

import gettext
import io
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silta.cli.commands.report_ import OPTIONS
from silta.records.views import Record
from silta.reports.catalogue import REPORTS
from silta.reports.content import Content, content_digest
from silta.reports.layout import (
    LaidCertificate,
    LaidChart,
    LaidDocument,
    LaidHeading,
    LaidItems,
    LaidParagraph,
    LaidSignatures,
    LaidTable,
    Lines,
    lay_out,
)
from silta.reports.options import OptionRefused, check_records, read_options
from silta.reports.phrases import messages
from silta.reports.render.formats import FORMATS
from silta.words.languages import CODES
from tests.reports.story import activity, agreed, frozen, priority, record, snapshot, story, text, uid

OPTIONS_OF: dict[str, dict[str, str]] = {
    "annual-review": {"year": "2026"},
    "programme": {"year": "2026"},
    "roadmap": {"year": "2026"},
    "status": {"day": "2026-10-01"},
    "communique": {"year": "2026", "length": "press"},
    "briefing": {"day": "2026-10-01"},
    "hand-over": {"day": "2026-10-01"},
    "minutes": {"record": uid(82)},
    "expert-request": {"record": uid(83)},
    "certificate": {"record": uid(86)},
    "crosswalk-table": {"record": uid(21)},
    "dossier": {"record": uid(89)},
}
ABOUT_RECORDS = {said["record"] for said in OPTIONS_OF.values() if "record" in said}
GOLDEN = Path(__file__).parent / "golden"
LOCALE = Path(__file__).parents[2] / "src/silta/locale"


def everything() -> dict[str, Record]:
    """The story, with a meeting, its minutes, a consultation, a contact point, and an event with a list of participants."""
    meeting = {
        "number": "2026-M02",
        "title": text(en="Autumn meeting", kk="Күзгі кездесу", ru="Осенняя встреча", fi="Syyskokous"),
        "kind": "annual-meeting",
        "start": "2026-11-12",
        "begins": "10:00",
        "ends": "13:00",
        "zone": "Europe/Helsinki",
        "place": text("fi", en="Helsinki", kk="Хельсинки", ru="Хельсинки", fi="Helsinki"),
        "delegations": [{"party": "kz", "chair": "Head of department", "members": ["Lawyer"]}],
        "agenda": [
            {
                "time": "10:15",
                "title": text(en="Review of actions"),
                "lead": "fi",
                "records": [uid(62), uid(41)],
            }
        ],
        "state": "planned",
    }
    minutes = {
        "title": text(en="Minutes", fi="Pöytäkirja", ru="Протокол", kk="Хаттама"),
        "meeting": uid(81),
        "present": text(en="Both delegations, and an interpreter."),
        "items": [
            {"type": "discussion", "title": text(en="Past year"), "text": text(en="Most was done.", fi="Se tehtiin.")},
            {"type": "decision", "title": text(en="One glossary"), "text": text(en="The parties keep one glossary.")},
            {"type": "action", "title": text(en="Send the terms"), "owner": "fi", "person": "Editor", "due": "2026-12-15"},
        ],
    }  # fmt: skip
    consultation = {
        "number": "2026-C01",
        "title": text(en="Ageing of cables", ru="Старение кабелей"),
        "question": text(
            en="Which programme do you ask an operator for?", ru="Какую программу вы требуете от оператора?"
        ),
        "area": "inspection",
        "needs": [{"competence": "inspection", "level": "medium"}],
        "languages": ["en", "ru"],
        "urgency": "soon",
        "due": "2026-12-01",
        "provisions": ["int/model-1@2016#r-4"],
        "inputs": [{"title": text(en="Draft guide", fi="Ohjeen luonnos"), "marking": "tlp-green"}],
        "conflict": text(en="Ties to the operator are to be declared."),
        "terms": text(en="Ten pages at most; each side bears its own costs."),
        "state": "sent",
    }
    names = text(en="Coordinator", kk="Үйлестіруші", ru="Координатор", fi="Koordinaattori")
    contact = {"name": names, "party": "kz", "areas": ["licensing"], "mailbox": "office@example.org",
               "start": "2026-01", "state": "active"}  # fmt: skip
    event = {
        "title": text(en="Visit to the inspectorate", fi="Vierailu tarkastusvirastossa", ru="Визит", kk="Сапар"),
        "activity": uid(12), "start": "2026-09-08", "until": "2026-09-09", "place": text(en="Helsinki", ru="Хельсинки"),
        "mode": "on-site",
    }  # fmt: skip
    people = {
        "title": text(en="Our people", kk="Біздің адамдар"),
        "event": uid(85),
        "party": "kz",
        "participants": [
            {"name": "Әлия Нұсқабаева", "position": text(en="Lawyer", kk="Заңгер"), "status": "attended"},
            {"name": "Absent Example", "status": "absent"},
            {"name": "O’Neill-Ünlü, Björk & <Co>", "status": "attended"},
        ],
        "state": "complete",
    }
    indicator = {"number": "2026-I01", "title": text(en="Gaps resolved", kk="Жойылған алшақтықтар"), "level": "outcome",
                 "unit": text(en="gaps"), "baseline": "0", "baseline_year": 2025, "target": "4", "target_year": 2029,
                 "serves": [uid(41)]}  # fmt: skip
    result = {"title": text(en="Gaps resolved in 2026", fi="Ratkaistut puutteet 2026"), "indicator": uid(88), "year": 2026,
              "actual": "1", "evidence": text(en="The act was amended."), "records": [uid(11), uid(62)]}  # fmt: skip
    proven = record(89, "result", "fi", ("2026-09-21T08:00:00Z", result))
    file = {"name": "gazette.pdf", "sha256": "ab" * 32, "size": 12_345, "media_type": "application/pdf"}
    more = (
        record(85, "event", "fi", ("2026-08-01T08:00:00Z", event)),
        record(86, "participation", "kz", ("2026-09-20T08:00:00Z", people), marking="tlp-green"),
        record(81, "meeting", "fi", ("2026-09-01T08:00:00Z", meeting)),
        record(
            82, "minutes", "fi", ("2026-09-20T08:00:00Z", minutes), answers=agreed("2026-09-25T08:00:00Z")
        ),
        record(83, "consultation", "kz", ("2026-09-20T08:00:00Z", consultation), marking="tlp-green"),
        record(88, "indicator", "fi", ("2026-02-01T09:00:00Z", indicator)),
        replace(proven, revisions=(replace(proven.latest, attachments=(file,)),)),
        record(84, "contact-point", "kz", ("2026-01-20T08:00:00Z", contact)),
    )
    return story() | {one.id: one for one in more}


@cache
def translate(context: str, msgid: str, language: str) -> str:
    return gettext.translation("django", LOCALE, [language]).pgettext(context, msgid)


def build(code: str, records: dict[str, Record] | None = None, **said: str) -> Content:
    report, given = REPORTS[code], snapshot(everything() if records is None else records)
    return report.build(given, **read_options(report.options, OPTIONS_OF[code] | said, "2026-10-01"))


def told(document: LaidDocument) -> Iterator[str]:
    """All that a document says, a line each, so that a difference can be read."""
    yield from plain(document.title, document.subtitle, *document.facts, document.standing, document.marking)
    for block in document.blocks:
        match block:
            case LaidHeading() | LaidParagraph():
                yield f"{block.number} {' / '.join(plain(block.text))}".strip()
            case LaidItems():
                yield from (f"- {line}" for item in block.items for line in plain(item))
            case LaidTable():
                yield from table(block)
            case LaidChart():
                yield from (*plain(block.caption), *table(block.table))
            case LaidCertificate():
                yield from plain(block.heading, block.intro)
                yield block.name
                yield from plain(*block.lines, block.signature, block.foot)
            case LaidSignatures():
                yield from (line for s in block.signatures for line in plain(s.name, s.state, s.details))


def table(found: LaidTable) -> Iterator[str]:
    yield from plain(found.caption)
    for row in (tuple(c.label for c in found.columns), *found.rows, found.total):
        yield " | ".join(line for cell in row for line in plain(cell))


def plain(*many: Lines) -> list[str]:
    return [line.text.replace("\n", " ") for lines in many for line in lines]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("code", REPORTS)
def test_each_report_says_in_each_language_what_it_has_said(code: str, language: str) -> None:
    said = "\n".join(told(lay_out(build(code), [language], translate))) + "\n"
    kept = GOLDEN / f"{code}.{language}.txt"
    if os.environ.get("SILTA_GOLDEN") == "write":
        kept.write_text(said, "utf-8")
    assert said == kept.read_text("utf-8")


@pytest.mark.parametrize("code", REPORTS)
def test_each_report_comes_in_each_format_and_in_two_languages(code: str) -> None:
    laid = lay_out(build(code), ["kk", "fi"], translate)
    starts = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK", "html": b"<!doctype html>"}
    for known in FORMATS.values():
        if REPORTS[code].tables or not known.tables:
            assert known.render(laid).startswith(starts[known.code])


@pytest.mark.parametrize("code", REPORTS)
def test_the_same_logs_give_the_same_digest_on_any_node(code: str) -> None:
    there = snapshot(dict(reversed(everything().items())))
    there = replace(there, sources=tuple(reversed(there.sources)))
    report = REPORTS[code]
    given = read_options(report.options, OPTIONS_OF[code], "2026-10-01")
    here = report.build(snapshot(everything()), **given)
    assert content_digest(here) == content_digest(report.build(there, **given))
    assert here.options == given


@pytest.mark.parametrize("code", [code for code in REPORTS if "record" not in OPTIONS_OF[code]])
def test_without_any_record_a_document_still_comes_out(code: str) -> None:
    laid = lay_out(build(code, {}), ["ru"], translate)
    assert FORMATS["pdf"].render(laid).startswith(b"%PDF-")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(REPORTS)), st.sets(st.sampled_from(sorted(everything()))), st.booleans())
def test_any_part_of_the_records_gives_a_document(code: str, kept: set[str], erased: bool) -> None:
    some = {key: value for key, value in everything().items() if key in kept | ABOUT_RECORDS}
    if erased:
        some = {
            key: replace(one, revisions=tuple(replace(r, fields=None) for r in one.revisions))
            for key, one in some.items()
        }
    content = build(code, some)
    assert content_digest(content) == content_digest(build(code, some))
    list(told(lay_out(content, ["en", "kk"], translate)))


def test_the_table_of_reports_says_how_each_is_built() -> None:
    for code, report in REPORTS.items():
        assert code == report.code
        assert {option.name for option in report.options} <= set(OPTIONS)
        assert isinstance(build(code), Content)


def test_every_phrase_that_a_report_can_say_is_offered_to_translators() -> None:
    offered = set(messages())
    heard: set[tuple[str, str]] = set()

    def listen(context: str, msgid: str, _language: str) -> str:
        heard.add((context, msgid))
        return msgid

    for code in REPORTS:
        for records in (None, {key: everything()[key] for key in ABOUT_RECORDS}):
            lay_out(build(code, records), ["kk", "ru"], listen)
    own = {pair for pair in heard if pair[0] == "report"}
    assert own
    assert own <= offered


def test_the_status_of_a_busy_year_keeps_to_one_page() -> None:
    records = story()
    for number in range(100, 140):
        fields = activity(
            number % 100, text(en=f"Seminar {number} with a title of some length"), "seminar", "2026-10-20"
        )
        records[uid(number)] = record(number, "activity", "fi", ("2026-01-10T08:00:00Z", fields))
        late = activity(number % 100, text(en=f"Visit {number}"), "technical-visit", "2026-03-20")
        records[uid(number + 100)] = record(number + 100, "activity", "kz", ("2026-01-10T08:00:00Z", late))
    pdf = FORMATS["pdf"].render(lay_out(build("status", records), ["en"], translate))
    read = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(read.pages) == 1
    assert "Not shown here: 36 more." in re.sub(r"\s+", " ", read.pages[0].extract_text())


def said_by(code: str, records: dict[str, Record] | None = None, **options: str) -> str:
    return "\n".join(told(lay_out(build(code, records, **options), ["en"], translate)))


def test_a_programme_says_what_was_agreed_and_not_what_became_of_it() -> None:
    said = said_by("programme")
    assert "14–16 Apr 2026" in said
    assert "20–22 Apr 2026" not in said
    assert "Agreed by KZ, FI, 15 Jan 2026" in said
    records = story()
    records[uid(10)] = replace(records[uid(10)], responses=())
    assert "Draft: not agreed by all parties" in said_by("programme", records)


def test_a_programme_has_its_preamble_its_priorities_and_what_is_carried_over() -> None:
    records = story()
    first = priority(3, "First licence", [], "high")
    full = {
        "year": 2027,
        "title": text(en="Programme 2027"),
        "preamble": text(en="The parties build on the first year."),
        "priorities": [frozen(first)],
        "activities": [frozen(records[uid(12)], 3)],
        "carried_over": [uid(12)],
    }
    records[uid(70)] = record(
        70, "programme", "fi", ("2026-12-20T08:00:00Z", full), answers=agreed("2026-12-28T08:00:00Z")
    )
    said = said_by("programme", records, year="2027")
    for words in ("build on the first year", "First licence", "9–10 Feb 2027", "Carried over from 2026"):
        assert words in said


def test_a_communique_tells_the_public_nothing_that_is_internal() -> None:
    for length in ("short", "medium", "press"):
        said = said_by("communique", length=length)
        assert "DRAFT" not in said
        assert "Draft: not agreed by all parties" in said
        assert "TLP:CLEAR" in said
        for inner in ("G-2026", "safety report", "EUR", "KZT", "overdue", "Overdue", "was not available"):
            assert inner not in said


def test_a_longer_communique_tells_more() -> None:
    short, medium, press = (len(said_by("communique", length=one)) for one in ("short", "medium", "press"))
    assert short < medium < press


def test_a_crosswalk_of_two_thousand_mappings_keeps_the_order_of_the_benchmark() -> None:
    records = story()
    model = records[uid(31)]
    for number in range(1000, 3000):
        fields = {
            **model.fields,
            "sources": [f"int/model-1@2016#r-{number}"],
            "reasoning": text(en="Because."),
        }
        records[uid(number)] = replace(
            model, id=uid(number), revisions=(replace(model.latest, fields=fields),)
        )
    laid = lay_out(build("crosswalk-table", records), ["en"], translate)
    (found,) = [block for block in laid.blocks if isinstance(block, LaidTable)]
    shown = [plain(row[0])[0] for row in found.rows]
    assert shown == sorted(shown, key=lambda name: int(name.removeprefix("Requirement ")))
    for code in ("docx", "xlsx", "html"):
        assert FORMATS[code].render(laid)


def test_minutes_are_a_draft_until_both_have_signed_and_then_show_what_was_signed() -> None:
    records = everything()
    assert "Agreed by KZ, FI, 25 Sep 2026" in said_by("minutes", records)
    signed = records[uid(82)]
    newer = replace(
        signed.latest, number=2, leaf="f" * 64, fields={**signed.fields, "title": text(en="Amended")}
    )
    records[uid(82)] = replace(signed, revisions=(signed.latest, newer))
    assert "Amended" not in said_by("minutes", records)
    records[uid(82)] = replace(signed, responses=())
    assert "Draft: not agreed by all parties" in said_by("minutes", records)


def test_certificates_go_to_those_who_attended_by_the_very_name_that_was_entered() -> None:
    laid = lay_out(build("certificate"), ["en"], translate)
    pages = [block for block in laid.blocks if isinstance(block, LaidCertificate)]
    assert [page.name for page in pages] == ["Әлия Нұсқабаева", "O’Neill-Ünlü, Björk & <Co>"]
    (one,) = [
        block
        for block in lay_out(build("certificate", person="3"), ["kk", "fi"], translate).blocks
        if isinstance(block, LaidCertificate)
    ]
    assert one.name == pages[1].name
    with pytest.raises(OptionRefused) as refused:
        build("certificate", person="2")
    assert refused.value.problems[0].code == "report.no-certificate"
    read = pypdf.PdfReader(io.BytesIO(FORMATS["pdf"].render(laid)))
    assert [pages[0].name in page.extract_text() for page in read.pages] == [True, True, False, False]


def test_an_expert_request_tells_what_is_asked_on_which_terms_and_carries_its_marking() -> None:
    said = said_by("expert-request")
    for words in (
        "Which programme",
        "English, Russian",
        "Ten pages at most",
        "office@example.org",
        "TLP:GREEN",
        "Draft guide",
    ):
        assert words in said
    records = everything()
    open_one = {name: value for name, value in records[uid(83)].fields.items() if name != "terms"} | {
        "state": "draft"
    }
    records[uid(83)] = replace(
        records[uid(83)], revisions=(replace(records[uid(83)].latest, fields=open_one),)
    )
    assert "cannot be sent without them" in said_by("expert-request", records)


def test_a_briefing_pack_opens_with_the_next_meeting() -> None:
    said = said_by("briefing")
    for words in (
        "2026-M02 Autumn meeting",
        "10:00–13:00 (Helsinki)",
        "Head of department; Lawyer",
        "Review of actions",
        "G-2026-01",
    ):
        assert words in said
    assert "Autumn meeting" not in said_by("briefing", day="2026-11-13")


@pytest.mark.parametrize(
    ("code", "said", "refusal"),
    [
        ("annual-review", {}, "report.option-missing"),
        ("annual-review", {"year": "20x6"}, "report.option-wrong"),
        ("annual-review", {"year": "٢٠٢٦"}, "report.option-wrong"),
        ("status", {"day": "2026-02-30"}, "report.option-wrong"),
        ("communique", {"year": "2026", "length": "long"}, "report.option-wrong"),
        ("crosswalk-table", {"record": "x" * 99}, "report.option-wrong"),
        ("crosswalk-table", {"record": uid(41)}, "report.no-record"),
        ("crosswalk-table", {"record": "none"}, "report.no-record"),
    ],
)
def test_what_a_report_cannot_use_is_refused_with_a_reason(
    code: str, said: dict[str, str], refusal: str
) -> None:
    options = REPORTS[code].options
    with pytest.raises(OptionRefused) as refused:
        check_records(options, read_options(options, said, "2026-10-01"), snapshot())
    assert refused.value.code == refusal


def test_what_is_left_unsaid_has_a_value_where_there_is_one() -> None:
    assert read_options(REPORTS["status"].options, {}, "2026-10-01") == {"day": "2026-10-01"}
    assert read_options(REPORTS["communique"].options, {"year": "2026"}, "")["length"] == "short"
