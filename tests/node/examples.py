"""Invented fields of records, complete enough to be released."""

from __future__ import annotations

from typing import Any


def text(english: str, **others: str) -> dict[str, dict[str, str]]:
    wordings = {"en": {"text": english, "status": "original"}}
    return wordings | {tag: {"text": words, "status": "checked"} for tag, words in others.items()}


def activity(number: str = "2026-01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Seminar {number}", fi=f"Seminaari {number}", ru=f"Семинар {number}"),
        "area": "licensing",
        "form": "seminar",
        "start": "2026-05",
        "mode": "on-site",
        "sides": [{"party": "north", "lead": "Head of office", "participants": 3}],
        "costs": [],
        "state": "planned",
    } | changes


def action(number: str = "2026-A01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Send the draft {number}"),
        "owner": "north",
        "due": "2026-03-31",
        "state": "open",
    } | changes


def priority(title: str = "Licensing of new builds", **changes: Any) -> dict[str, Any]:
    return {
        "title": text(title),
        "years": [2026],
        "area": "licensing",
        "why": text("A first plant is planned."),
        "gaps": [],
        "state": "proposed",
    } | changes


def programme(*frozen: dict[str, Any], year: int = 2026, **changes: Any) -> dict[str, Any]:
    return {"year": year, "title": text(f"Programme {year}"), "activities": list(frozen)} | changes


def expert(name: str = "A. Example", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "names": [{"language": "kk", "name": "А. Мысал"}],
        "posts": [
            {
                "organisation": text("Inspectorate of the North"),
                "title": text("Senior inspector"),
                "start": "2019",
            }
        ],
        "competences": [
            {"competence": "inspection", "level": "high", "verified_by": text("Head of training")}
        ],
        "languages": ["en", "kk"],
        "availability": "available",
        "consent": "2026-01-15",
        "consent_scope": ["matching"],
        "state": "active",
    } | changes


def consultation(number: str = "2026-C01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Ageing of cables {number}"),
        "question": text("Which ageing programme do you ask an operator for?"),
        "area": "inspection",
        "needs": [{"competence": "inspection", "level": "medium"}],
        "languages": ["en"],
        "urgency": "routine",
        "due": "2036-06-30",
        "method": "in-writing",
        "terms": text("Ten pages at most; each side bears its own costs."),
        "state": "sent",
    } | changes


def advice(consultation_uid: str, number: str = "2026-V01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Advice {number}"),
        "consultation": consultation_uid,
        "text": text("Ask for samples, test reports and a table of remaining life."),
        "disclaimer": text("This is advice, not a regulatory decision."),
        "state": "issued",
    } | changes


def advice_response(advice_uid: str, **changes: Any) -> dict[str, Any]:
    return {
        "title": text("What we make of it"),
        "advice": advice_uid,
        "verdict": "in-part",
        "reasons": text("Samples are kept; the table comes with the next guide."),
    } | changes


def assessment(number: str = "2026-S01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Self-assessment {number}"),
        "method": "self-assessment",
        "party": "north",
        "modules": ["3", "9"],
        "start": "2026-02",
        "state": "preparation",
    } | changes


def finding(assessment_uid: str, number: str = "R1", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "wording": text(f"The inspectorate should publish its guides ({number})."),
        "assessment": assessment_uid,
        "kind": "recommendation",
        "module": "9",
        "provisions": ["xx/standard-1@2020#r-1"],
        "responsible": text("Inspectorate"),
        "state": "open",
    } | changes


def practice(number: str = "2026-P01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Inspectors in pairs {number}"),
        "kind": "good-practice",
        "area": "inspection",
        "source": "national",
        "text": text("A new inspector walks the first year with an old one."),
        "tags": text("training"),
    } | changes


def applicability_review(practice_uid: str, **changes: Any) -> dict[str, Any]:
    return {
        "title": text("Pairs of inspectors, for us"),
        "practice": practice_uid,
        "verdict": "unknown",
        "state": "new",
    } | changes


def indicator(number: str = "2026-I01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Inspectors trained together {number}"),
        "level": "outcome",
        "unit": text("inspectors"),
        "baseline": "0",
        "baseline_year": 2025,
        "target": "20",
        "target_year": 2029,
    } | changes


def result(indicator_uid: str, **changes: Any) -> dict[str, Any]:
    return {
        "title": text("2026"),
        "indicator": indicator_uid,
        "year": 2026,
        "actual": "5",
        "evidence": text("Lists of those who took part."),
    } | changes


def document(number: str = "2026-D01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Report of a mission {number}"),
        "type": "report",
        "originator": text("Inspectorate of the North"),
        "version": "1.0",
    } | changes


def crosswalk(**changes: Any) -> dict[str, Any]:
    return {
        "title": text("Example act and example standard"),
        "benchmark": "xx/standard-1@2020",
        "compared": "yy/act-7@2021-01-01",
        "method": "self-rating",
        "state": "open",
    } | changes


def mapping(crosswalk_uid: str, name: str = "R1 – s. 7", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "crosswalk": crosswalk_uid,
        "sources": ["xx/standard-1@2020#r-1"],
        "targets": ["yy/act-7@2021-01-01#s-7"],
        "relation": "equivalent",
        "rationale": "semantic",
    } | changes


def gap(*mappings: str, number: str = "G-2026-01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "statement": text(f"No provision on the independence of reviewers ({number})"),
        "area": "legislation",
        "cause": "no-provision",
        "party": "south",
        "mappings": list(mappings),
        "state": "identified",
    } | changes


def roadmap_item(gap_uid: str, number: str = "R-2026-01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Draft a provision ({number})"),
        "gap": gap_uid,
        "area": "legislation",
        "year": 2026,
        "responsible": "south",
        "state": "planned",
    } | changes


def roadmap_edition(*gaps: dict[str, Any], year: int = 2026, **changes: Any) -> dict[str, Any]:
    return {"year": year, "title": text(f"Roadmap {year}"), "gaps": list(gaps)} | changes


def annual_review(year: int = 2026, **changes: Any) -> dict[str, Any]:
    return {
        "year": year,
        "title": text(f"Annual review {year}"),
        "sources": [{"origin": "silta/example-2026/north", "size": 1, "root": "A" * 43 + "="}],
        "content": "0" * 64,
    } | changes


def arrangement(**changes: Any) -> dict[str, Any]:
    return {
        "title": text("Arrangement between North and South"),
        "level": "interagency",
        "parties": ["north", "south"],
        "languages": ["en"],
        "marking_ceiling": "tlp-amber",
        "state": "in-force",
    } | changes


def obligation(arrangement_uid: str, **changes: Any) -> dict[str, Any]:
    return {
        "title": text("Hold the yearly meeting"),
        "arrangement": arrangement_uid,
        "clause": "5.1",
        "type": "programme-and-meeting",
        "rule": "yearly",
        "start": "2026-01-31",
        "state": "open",
    } | changes


def contact_point(name: str = "Coordinator", **changes: Any) -> dict[str, Any]:
    return {
        "name": text(name),
        "party": "north",
        "areas": ["licensing"],
        "mailbox": "coordinator@example.org",
        "start": "2026-01",
        "state": "active",
    } | changes


def joint_initiative(number: str = "2026-J01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Common glossary {number}"),
        "purpose": text("One word for one thing."),
        "members": ["north", "south"],
        "milestones": [
            {"title": text("First hundred terms"), "due": "2026-03", "done": "2026-03-20"},
            {"title": text("All terms"), "due": "2026-09"},
        ],
        "state": "running",
    } | changes


def event(activity_uid: str, **changes: Any) -> dict[str, Any]:
    return {
        "title": text("Seminar in the harbour"),
        "activity": activity_uid,
        "start": "2026-05-20",
        "begins": "09:30",
        "ends": "16:00",
        "zone": "Asia/Almaty",
        "agenda": [{"time": "09:30", "title": text("Welcome")}],
        "visa_days": 30,
        "mode": "on-site",
        "certificates": False,
    } | changes


def participation(event_uid: str, party: str = "north", **changes: Any) -> dict[str, Any]:
    return {
        "title": text("Our people"),
        "event": event_uid,
        "party": party,
        "participants": [{"name": "Aino Example", "status": "nominated", "certificate": False}],
        "state": "nominating",
    } | changes


def evaluation(event_uid: str, **changes: Any) -> dict[str, Any]:
    marks = [
        {"scale": "use", "ones": 0, "twos": 0, "threes": 1, "fours": 2, "fives": 1},
        {"scale": "time", "ones": 0, "twos": 2, "threes": 1, "fours": 0, "fives": 0},
    ]
    return {
        "title": text("Evaluation of the seminar"),
        "event": event_uid,
        "answers": 4,
        "marks": marks,
    } | changes


def application_check(event_uid: str, **changes: Any) -> dict[str, Any]:
    return {
        "title": text("What we applied"),
        "event": event_uid,
        "day": "2026-11-20",
        "learned": [
            {"what": text("The chart of steps"), "became": "applied"},
            {"what": text("The form"), "became": "not-applied", "reasons": text("Ours is newer.")},
        ],
    } | changes


def meeting(number: str = "2026-M01", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text(f"Annual meeting {number}"),
        "kind": "annual-meeting",
        "start": "2026-11-12",
        "begins": "10:00",
        "ends": "13:00",
        "zone": "Europe/Helsinki",
        "mode": "remote",
        "delegations": [{"party": "north", "chair": "Director", "members": ["One", "Two"]}],
        "agenda": [{"title": text("Opening"), "lead": "north"}],
        "state": "planned",
    } | changes


def minutes(meeting_uid: str, **changes: Any) -> dict[str, Any]:
    return {
        "title": text("Minutes", fi="Pöytäkirja"),
        "meeting": meeting_uid,
        "items": [
            {"type": "discussion", "title": text("What was done"), "text": text("Much.")},
            {"type": "decision", "title": text("One glossary"), "text": text("The parties keep one.")},
            {"type": "action", "title": text("Send the terms"), "owner": "north", "due": "2026-12-15"},
            {"type": "action", "title": text("Check the terms"), "owner": "south", "due": "2027-01"},
        ],
    } | changes


def decision(number: str = "2026-M01/2", **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": text("One glossary"),
        "taken": "2026-11-12",
        "state": "in-force",
    } | changes
