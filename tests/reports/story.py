"""An invented arrangement between two invented authorities, as a snapshot: the input of the tests of reports."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from silta.records.registry import KINDS
from silta.records.views import PartyView, Record, Response, Revision, Snapshot, Source, Verdict

PARTIES = (
    PartyView(
        "kz",
        {
            "kk": "Үлгі қадағалау агенттігі",
            "ru": "Агентство по надзору «Образец»",
            "fi": "Mallivalvontavirasto (KZ)",
            "en": "Agency for Model Oversight",
        },
        "0badc0de",
    ),
    PartyView(
        "fi",
        {
            "fi": "Malliturvakeskus",
            "en": "Model Safety Centre",
            "ru": "Центр безопасности «Модель»",
            "kk": "Үлгі қауіпсіздік орталығы",
        },
        "0ddba115",
    ),
)
ROOTS = {"kz": "kz" * 21 + "k=", "fi": "fi" * 21 + "f="}
_SALT = "silta-test"


def uid(number: int) -> str:
    return f"01900000-0000-7000-8000-{number:012d}"


def leaf(*parts: object) -> str:
    return hashlib.sha256(repr((_SALT, *parts)).encode()).hexdigest()


def text(original: str = "en", /, **words: str) -> dict[str, dict[str, str]]:
    return {
        tag: {"text": said, "status": "original" if tag == original else "checked"}
        for tag, said in words.items()
    }


def record(
    number: int,
    kind: str,
    party: str,
    *editions: tuple[str, Mapping[str, Any]],
    marking: str = "tlp-clear",
    answers: tuple[tuple[str, Verdict, str], ...] = (),
) -> Record:
    """A record whose editions are (time, fields), checked by its kind; `answers` to the last one are (party, verdict, time)."""
    revisions = tuple(
        Revision(place, f"silta/model/{party}", number * 10 + place, leaf(number, place), time, "coordinator",
                 marking, 1, KINDS[kind].validate(fields))
        for place, (time, fields) in enumerate(editions, 1)
    )  # fmt: skip
    responses = tuple(
        Response(who, verdict, f"silta/model/{who}", number * 10 + 5, time, "head", revisions[-1].leaf, None)
        for who, verdict, time in answers
    )
    return Record(uid(number), kind, party, revisions, responses)


def agreed(time: str) -> tuple[tuple[str, Verdict, str], ...]:
    return (("kz", "agree", time), ("fi", "agree", time))


def frozen(source: Record, revision: int = 1) -> dict[str, Any]:
    return {"record": source.id, "revision": revision, "leaf": source.revisions[revision - 1].leaf}


def activity(number: int, title: Mapping[str, Any], form: str, start: str, **more: Any) -> dict[str, Any]:
    return {
        "number": f"2026-{number:02d}",
        "title": title,
        "area": "licensing",
        "form": form,
        "start": start,
        "state": "planned",
        **more,
    }


def _arrangement() -> Record:
    title = text(
        en="Memorandum of understanding",
        fi="Yhteisymmärryspöytäkirja",
        ru="Меморандум о взаимопонимании",
        kk="Өзара түсіністік туралы меморандум",
    )
    return record(
        1,
        "arrangement",
        "kz",
        (
            "2025-11-03T08:00:00Z",
            {
                "title": title,
                "level": "interagency",
                "parties": ["kz", "fi"],
                "signed": "2025-10",
                "place": text(en="Astana", kk="Астана", ru="Астана", fi="Astana"),
                "languages": ["kk", "ru", "fi", "en"],
                "marking_ceiling": "tlp-amber",
                "state": "in-force",
            },
        ),
    )


def _activities() -> tuple[Record, ...]:
    workshop = text(
        "en",
        en="Licensing steps of a first plant",
        fi="Ensimmäisen laitoksen luvitusvaiheet",
        ru="Этапы лицензирования первой станции",
        kk="Алғашқы станцияны лицензиялау кезеңдері",
    )
    hearings = text("ru", ru="Общественные слушания и доверие", kk="Қоғамдық тыңдаулар және сенім")
    visit = text(
        "fi",
        fi="Geologisen loppusijoituksen valvonta",
        en="Oversight of geological disposal",
        ru="Надзор за геологическим захоронением",
        kk="Геологиялық көмуді қадағалау",
    )
    guide = text(
        "en",
        en="Draft guide on inspections",
        fi="Tarkastusohjeen luonnos",
        ru="Проект руководства по инспекциям",
        kk="Инспекциялар жөніндегі нұсқаулық жобасы",
    )
    costs = [
        {"party": "fi", "amount": 5400, "currency": "EUR", "payer": "each-side-its-own"},
        {"party": "kz", "amount": 1250000, "currency": "KZT", "payer": "each-side-its-own"},
    ]
    outcome = text(
        en="A list of licensing steps was written together.\nIt is used in the review plan.",
        fi="Luvitusvaiheista laadittiin yhdessä luettelo.\nSitä käytetään tarkastussuunnitelmassa.",
        ru="Совместно составлен перечень этапов лицензирования.\nОн используется в плане рассмотрения.",
        kk="Лицензиялау кезеңдерінің тізбесі бірлесіп жасалды.\nОл қарау жоспарында қолданылады.",
    )
    reason = text(
        en="The hall was not available in October.",
        ru="Зал был занят в октябре.",
        kk="Зал қазан айында бос болмады.",
    )
    plan = activity(1, workshop, "workshop", "2026-04-14", until="2026-04-16", host="kz", priority=uid(3))
    moved = activity(2, hearings, "seminar", "2026-10-06", until="2026-10-07", priority=uid(3))
    abroad = activity(3, visit, "technical-visit", "2026-09-08", until="2026-09-09")
    draft = activity(4, guide, "document-review", "2026-07", until="2026-09")
    took_part = [{"party": "kz", "participants": 9}, {"party": "fi", "participants": 4}]
    return (
        record(
            11,
            "activity",
            "kz",
            ("2026-01-10T08:00:00Z", plan),
            (
                "2026-05-02T08:00:00Z",
                {
                    **plan,
                    "start": "2026-04-20",
                    "until": "2026-04-22",
                    "state": "reported",
                    "outcome": outcome,
                    "sides": took_part,
                    "costs": costs,
                },
            ),
        ),
        record(
            12,
            "activity",
            "kz",
            ("2026-01-10T08:01:00Z", moved),
            ("2026-09-20T08:00:00Z", {**moved, "state": "postponed", "reason": reason}),
            (
                "2026-12-01T08:00:00Z",
                {**moved, "start": "2027-02-09", "until": "2027-02-10", "state": "confirmed"},
            ),
        ),
        record(
            13,
            "activity",
            "fi",
            ("2026-01-10T08:02:00Z", abroad),
            ("2026-09-12T08:00:00Z", {**abroad, "state": "held"}),
        ),
        record(14, "activity", "fi", ("2026-01-10T08:03:00Z", draft)),
        record(
            15,
            "activity",
            "fi",
            (
                "2026-06-10T08:03:00Z",
                activity(
                    5,
                    text(en="Remote meeting of the lawyers"),
                    "working-meeting",
                    "2026-06-09",
                    state="held",
                ),
            ),
        ),
    )


def _standards() -> tuple[Record, ...]:
    crosswalk = {
        "title": text(en="Model act against the model requirements", ru="Типовой закон и типовые требования"),
        "benchmark": "int/model-1@2016",
        "compared": "kz/model@2024-01-01",
        "state": "open",
    }
    release = {
        "address": "int/model-1@2016",
        "title": text(en="Model requirements"),
        "type": "standard",
        "jurisdiction": "int",
        "as_of": "2016",
        "languages": ["en"],
        "licence": "titles-only",
        "provisions": 36,
        "state": "in-force",
    }

    def mapping(place: int) -> dict[str, Any]:
        return {
            "name": f"R{place} – art. {place}",
            "crosswalk": uid(21),
            "sources": [f"int/model-1@2016#r-{place}"],
            "targets": [f"kz/model@2024-01-01#art-{place}"],
            "relation": "intersects",
        }

    gap = {
        "number": "G-2026-01",
        "statement": text(
            en="The act does not say who reviews the safety report.",
            fi="Laissa ei säädetä, kuka tarkastaa turvallisuusselosteen.",
            ru="Закон не определяет, кто рассматривает отчёт по безопасности.",
            kk="Заңда қауіпсіздік есебін кім қарайтыны айтылмаған.",
        ),
        "area": "legislation",
        "cause": "no-provision",
        "party": "kz",
        "state": "agreed",
    }
    ungraded = text(en="Inspections are not graded.")
    second = {**gap, "number": "G-2026-02", "statement": ungraded, "area": "inspection"}
    step = {
        "number": "R-2026-01",
        "title": text(en="Draft an amendment", ru="Подготовить поправку", kk="Түзету дайындау", fi="Laatia muutos"),
        "gap": uid(41),
        "area": "legislation",
        "year": 2026,
        "responsible": "kz",
        "state": "in-progress",
    }  # fmt: skip
    confirmed: tuple[tuple[str, Verdict, str], ...] = (("fi", "agree", "2026-06-01T08:00:00Z"),)
    return (
        record(20, "framework-release", "kz", ("2026-01-20T08:00:00Z", release)),
        record(21, "crosswalk", "kz", ("2026-01-20T08:00:00Z", crosswalk)),
        record(31, "mapping", "kz", ("2026-02-01T08:00:00Z", mapping(1)), answers=confirmed),
        record(32, "mapping", "kz", ("2026-02-02T08:00:00Z", mapping(2)), answers=confirmed),
        record(33, "mapping", "kz", ("2026-02-03T08:00:00Z", mapping(3)), answers=(("fi", "object", "2026-06-02T08:00:00Z"),)),
        record(34, "mapping", "kz", ("2027-01-03T08:00:00Z", mapping(4))),
        record(41, "gap", "kz", ("2026-03-01T08:00:00Z", gap), marking="tlp-green"),
        record(
            42,
            "gap",
            "kz",
            ("2026-03-02T08:00:00Z", second),
            ("2026-11-02T08:00:00Z", {**second, "state": "accepted", "reason": text(en="Small fleet.")}),
        ),
        record(51, "roadmap-item", "kz", ("2026-03-05T08:00:00Z", step)),
    )  # fmt: skip


def _dialogue() -> tuple[Record, ...]:
    def action(number: int, owner: str, due: str, state: str, **more: Any) -> dict[str, Any]:
        return {
            "number": f"2026-A{number:02d}",
            "title": text(
                en=f"Glossary, part {number}",
                fi=f"Sanasto, osa {number}",
                ru=f"Глоссарий, часть {number}",
                kk=f"Глоссарий, {number}-бөлім",
            ),
            "owner": owner,
            "due": due,
            "state": state,
            **more,
        }

    return (
        record(
            61,
            "action",
            "kz",
            (
                "2026-02-01T08:00:00Z",
                action(1, "kz", "2026-05-31", "done", evidence=text(en="120 terms in four languages.")),
            ),
            answers=(("fi", "agree", "2026-06-05T08:00:00Z"),),
        ),
        record(62, "action", "fi", ("2026-02-01T08:00:00Z", action(2, "fi", "2026-11-30", "open"))),
        record(63, "action", "fi", ("2026-02-01T08:00:00Z", action(10, "fi", "2027-03", "in-progress"))),
    )


def priority(number: int, title: str, gaps: list[str], level: str) -> Record:
    return record(
        number,
        "priority",
        "kz",
        (
            "2026-12-02T08:00:00Z",
            {
                "title": text(en=title, ru=f"{title} (рус.)"),
                "years": [2027],
                "area": "licensing",
                "level": level,
                "why": text(en="A licence application is expected.", ru="Ожидается заявление на лицензию."),
                "gaps": gaps,
                "state": "proposed",
            },
        ),
    )


def story() -> dict[str, Record]:
    activities = _activities()
    programme = record(
        10,
        "programme",
        "fi",
        (
            "2026-01-12T08:00:00Z",
            {
                "year": 2026,
                "title": text(
                    en="Programme 2026",
                    fi="Ohjelma 2026",
                    ru="Программа на 2026 год",
                    kk="2026 жылғы бағдарлама",
                ),
                "activities": [frozen(item) for item in activities[:4]],
            },
        ),
        answers=agreed("2026-01-15T09:30:00Z"),
    )
    priorities = (
        priority(2, "Public communication", [], "highest"),
        priority(3, "First licence", [uid(41)], "high"),
    )
    every = (_arrangement(), programme, *activities, *_standards(), *_dialogue(), *priorities)
    return {item.id: item for item in every}


def snapshot(records: Mapping[str, Record] | None = None) -> Snapshot:
    return Snapshot(
        "model",
        PARTIES,
        (Source("silta/model/fi", 401, ROOTS["fi"]), Source("silta/model/kz", 430, ROOTS["kz"])),
        story() if records is None else records,
    )


def review(content: str, answers: tuple[tuple[str, Verdict, str], ...] = ()) -> Record:
    return record(
        90,
        "annual-review",
        "kz",
        (
            "2027-01-08T08:00:00Z",
            {
                "year": 2026,
                "title": text(
                    en="Annual review 2026",
                    fi="Vuosikatsaus 2026",
                    ru="Годовой обзор за 2026 год",
                    kk="2026 жылғы жылдық шолу",
                ),
                "summary": text(
                    en="The first full year of the memorandum. Most activities took place.",
                    fi="Pöytäkirjan ensimmäinen täysi vuosi. Useimmat toimenpiteet toteutuivat.",
                    ru="Первый полный год меморандума. Большинство мероприятий состоялось.",
                    kk="Меморандумның алғашқы толық жылы. Іс-шаралардың көбі өтті.",
                ),
                "sources": [{"origin": "silta/model/kz", "size": 430, "root": ROOTS["kz"]}],
                "content": content,
                "comments": [{"party": "fi", "text": text("fi", fi="Kiitämme hyvästä yhteistyöstä.")}],
                "proposals": [uid(3)],
            },
        ),
        answers=answers,
    )
