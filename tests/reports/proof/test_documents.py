"""Documents under proof: the communiqué in its three lengths, and what any report of the catalogue says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from silta.records.views import Record
from silta.reports.catalogue import REPORTS
from silta.reports.options import read_options
from silta.reports.proof.checks import proof
from silta.reports.proof.finding import Finding
from silta.reports.proof.known import Known
from silta.reports.proof.passages import of_content
from tests.reports.story import activity, record, snapshot, story, text, uid
from tests.reports.test_catalogue import OPTIONS_OF, everything

KNOWN = Known(date(2027, 1, 14), languages=("kk", "ru", "fi", "en"), began="2025-10")
LENGTHS = ("short", "medium", "press")
CEREMONY = text(
    en="On 12 January 2026 the Ambassador and the Director General summed up the year and agreed the priorities of 2027.",
    fi="Suurlähettiläs ja pääjohtaja tekivät 12.1.2026 yhteenvedon vuodesta ja sopivat vuoden 2027 painopisteistä.",
    ru="12 января 2026 года посол и генеральный директор подвели итоги года и согласовали приоритеты на 2027 год.",
    kk="2026 жылғы 12 қаңтарда елші мен бас директор жылды қорытындылап, 2027 жылдың басымдықтарын келісті.",
)
"""What a press office writes in January 2027, with the date of the year before."""


def found(records: dict[str, Record], name: str = "communique", **options: str) -> list[Finding]:
    held = snapshot(records)
    report = REPORTS[name]
    given = read_options(report.options, options or OPTIONS_OF[name], "2027-01-14")
    return list(proof(of_content(report.build(held, **given), held, report.audience), KNOWN))


def meeting(outcome: Any, marking: str = "tlp-clear") -> Record:
    title = text(
        en="Meeting of the heads",
        fi="Johtajien tapaaminen",
        ru="Встреча руководителей",
        kk="Басшылардың кездесуі",
    )
    fields = activity(9, title, "annual-meeting", "2026-12-14", state="reported", outcome=outcome)
    return record(19, "activity", "fi", ("2026-12-20T08:00:00Z", fields), marking=marking)


@pytest.mark.parametrize("length", LENGTHS)
def test_last_years_date_is_caught_in_the_communique_that_quotes_it(length: str) -> None:
    findings = found(story() | {uid(19): meeting(CEREMONY)}, year="2026", length=length)
    wrong = [one for one in findings if one.code == "proof.date-last-year"]
    assert {one.place.language for one in wrong} == ({"kk", "ru", "fi", "en"} if length == "press" else set())
    assert all(
        (one.severity, one.place.record, one.place.where) == ("critical", uid(19), "outcome") for one in wrong
    )


@pytest.mark.parametrize("length", LENGTHS)
def test_a_communique_of_each_length_says_which_languages_it_lacks(length: str) -> None:
    lacking = {(one.place.record, one.place.language) for one in found(story(), year="2026", length=length)
               if one.code == "proof.language-missing"}  # fmt: skip
    assert (uid(2), "kk") in lacking
    assert ((uid(15), "fi") in lacking) == (length != "short")


@pytest.mark.parametrize("length", LENGTHS)
def test_a_communique_quotes_no_record_that_the_public_may_not_see(length: str) -> None:
    findings = found(story() | {uid(19): meeting(CEREMONY, "tlp-green")}, year="2026", length=length)
    higher = {one.place.record for one in findings if one.code == "proof.marked-higher"}
    assert higher == (set() if length == "short" else {uid(19)})


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_can_be_proof_read_and_points_to_the_records_that_it_quotes(name: str) -> None:
    records = everything()
    for finding in found(records, name):
        place = finding.place
        held = records[place.record].revisions if place.record else ()
        name_of_field = place.where.split(".")[0].split("[")[0]
        assert not held or any(name_of_field in (revision.fields or {}) for revision in held)


def test_words_are_looked_for_in_the_revision_that_a_document_freezes() -> None:
    records = story()
    held = snapshot(records)
    content = REPORTS["programme"].build(held, 2026)
    quoted = {passage.record for passage in of_content(content, held).passages}
    assert uid(12) in quoted, "its second revision moved it to another year"


def test_what_no_record_says_is_placed_in_the_document() -> None:
    held = snapshot()
    content = REPORTS["communique"].build(held, 2026, "press")
    subject = of_content(replace(content, blocks=content.blocks), snapshot({}), "public")
    assert {passage.where.partition("[")[0] for passage in subject.passages} <= {"front", "blocks"}
    assert not any(passage.record for passage in subject.passages)
