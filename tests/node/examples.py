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
        "name": name,
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
