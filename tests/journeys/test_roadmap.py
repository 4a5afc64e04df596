"""From import to roadmap: two laws are compared, gaps agreed and answered; a law changes; the next edition remembers each gap.

Two nodes in processes of their own over HTTP. What a lawyer, a coordinator and a head do at pages is done at pages.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from silta.cli.demo.outlines import OUTLINES
from tests.journeys.nodes import Node, Person
from tests.journeys.story import agree_on, at_once, exchange, state_of, tell, text

# Generous: two servers and two desks start, on whatever machine this is.
pytestmark = pytest.mark.timeout(600)

KAZAKH, AMENDED, FINNISH = "kz/442-V@2024-06-08", "kz/442-V@2026-09-01", "fi/990-1987@1987-12-11"
CHAPTERS = {KAZAKH: ("Глава 2", "Глава 3"), FINNISH: ("2 luku", "3 luku", "4 luku", "5 luku", "7 luku")}
LANGUAGES = {KAZAKH: "ru", FINNISH: "fi"}
OLD_WORDS, NEW_WORDS = "Делит установки на четыре категории", "Делит установки на пять категорий"

# Section of the Finnish act → relation, article of the Kazakh law, rating of law, and what the partner says to it.
DECISIONS = {
    "s-8": ("equivalent", "art-9", "a", "agree"),
    "s-6": ("equivalent", "art-4", "a", "object"),
    "s-13": ("no-relationship", "", "c", "agree"),
    "s-25": ("subset-of", "art-10", "c", "agree"),
    "s-35": ("no-relationship", "", "c", "agree"),
}

NEW_GAP = {
    "number": "G-2027-01", "statement": text("Five categories, four procedures"), "area": "licensing",
    "cause": "outdated-provision", "party": "kz", "provisions": [f"{AMENDED}#art-10"], "state": "identified",
}  # fmt: skip

FIELDS = """
import json
from silta.node.queries.records import draft
print(json.dumps(draft(given[0]).fields))
"""


def law(address: str) -> bytes:
    """What our outline of a law says of the chapters that are compared here, in its own language."""
    rows = next(one.raw() for one in OUTLINES if one.address == address).decode().splitlines(keepends=True)
    chapters, language = CHAPTERS[address], LANGUAGES[address]
    held, inside = rows[:1], False
    for row in rows[1:]:
        if row.rstrip().endswith(",chapter"):
            inside = row.partition(",")[0] in chapters
        if inside and f",{language}," in row:
            held.append(row)
    return "".join(held).encode()


def stock(node: Node) -> None:
    """Import both laws."""
    for address in LANGUAGES:
        bring(node, address, law(address))


def bring(node: Node, address: str, raw: bytes) -> None:
    language = LANGUAGES[KAZAKH if address.startswith("kz/") else FINNISH]
    file = node.home.parent / f"{node.party}-law.csv"
    file.write_bytes(raw)
    node.run("import", str(file), "--address", address, "--language", language, "--licence", "official-act")


def review(kz: Node, fi: Node, at: dict[str, str], lawyer: Person) -> tuple[str, dict[str, str]]:
    """The crosswalk, decided at the workbench in Kazakhstan and answered in Finland; the id of each mapping by section."""
    fields = {
        "title": text("Law 442-V beside act 990/1987"), "benchmark": FINNISH, "compared": KAZAKH, "method": "panel",
        "state": "open",
    }  # fmt: skip
    crosswalk = str(tell(kz, [("crosswalk", "crosswalk", fields)])["crosswalk"]["uid"])
    suggested = kz.ask("suggest", FINNISH, KAZAKH, "--top", "3", "--no-vectors")
    assert any(row["candidates"] for row in suggested if row["source"] == "8 §")
    for section, (relation, article, rating, _) in DECISIONS.items():
        path = f"/crosswalk/{crosswalk}/{section}/"
        targets = [article] if article else []
        _, page = lawyer.send(path, relation=relation, target=targets, legal=rating, implementation="not-assessed",
                              rationale="semantic", reasoning=f"We compared {section}.")  # fmt: skip
        assert "Decision kept as a draft" in page
    lawyer.send(f"/crosswalk/{crosswalk}/release/")
    uids = [row["uid"] for row in kz.ask("records", "mapping")]
    sections = {kz.ask("show", uid)["fields"]["sources"][0].partition("#")[2]: uid for uid in uids}
    assert sections.keys() == DECISIONS.keys()
    exchange(fi, at["kz"])
    for section, (_, _, _, verdict) in DECISIONS.items():
        reasons = ("--reasons", "Our section asks for more.") if verdict == "object" else ()
        fi.run("respond", sections[section], verdict, *reasons)
    exchange(kz, at["fi"])
    assert state_of(kz, sections["s-6"]) == "objected"
    assert {state_of(kz, sections[name]) for name in DECISIONS if name != "s-6"} == {"panel-confirmed"}
    return crosswalk, sections


def gap(lawyer: Person, kz: Node, crosswalk: str, section: str, **words: Any) -> str:
    """Record the gap that a confirmed mapping shows: the page fills in what it knows, a person words it."""
    path, _ = lawyer.send(f"/crosswalk/{crosswalk}/gap/", fragment=section)
    uid = path.strip("/").partition("/")[2]
    drafted = kz.within(FIELDS, uid)
    assert drafted["party"] == "kz"
    assert drafted["provisions"][0] == f"{FINNISH}#{section}"
    fields = {**drafted, "statement": text(f"Nothing answers {section}."), "area": "licensing", **words}
    return release(kz, "gap", fields, uid)


def release(node: Node, kind: str, fields: dict[str, Any], record: str = "") -> str:
    uid = node.draft(kind, fields, record)
    node.release(uid)
    return uid


def revise(node: Node, kind: str, uid: str, **changes: Any) -> None:
    """The next revision of a record of ours."""
    release(node, kind, {**node.ask("show", uid)["fields"], **changes}, uid)


def step(number: int, of: str, **more: Any) -> tuple[str, str, dict[str, Any]]:
    fields = {
        "number": f"R-2026-0{number}", "title": text(f"Draft a rule ({number})"), "gap": of, "area": "licensing",
        "year": 2026, "responsible": "kz", "document": text("An amendment"), "state": "planned", **more,
    }  # fmt: skip
    return f"step {number}", "roadmap-item", fields


def edition(coordinator: Person, kz: Node, year: int, gaps: list[str]) -> tuple[str, str]:
    """Prepare an edition at the pages and release it; its id, and the preview that was read before."""
    offered = coordinator.read(f"/roadmap/{year}/prepare/")
    assert set(gaps) == set(re.findall(r'name="gap" value="([^"]+)"', offered))
    path, preview = coordinator.send(f"/roadmap/{year}/prepare/", gap=gaps)
    uid = path.strip("/").rpartition("/")[2]
    kz.release(uid)
    return uid, preview


def amend(kz: Node, lawyer: Person, mapping: str, closed: str, crosswalk: str) -> None:
    """The law changes: what rests on the old words goes stale, and its owner is told, also of the closed gap."""
    bring(kz, AMENDED, law(KAZAKH).decode().replace(OLD_WORDS, NEW_WORDS).encode())
    assert state_of(kz, mapping) == "stale"
    home = lawyer.read("/")
    assert "Stale" in home
    assert "Open again?" in home
    assert f"/record/{closed}/" in home
    assert "the compared text has changed" in lawyer.read("/gaps/")
    lawyer.read(f"/crosswalk/{crosswalk}/changes/")


def fates(page: str) -> dict[str, str]:
    """Number of a gap → what became of it, as the table of an edition's page says."""
    table = page.partition("Each gap of the edition of 2026")[2].partition("</table>")[0]
    rows = re.findall(r'<tr><th scope="row"[^>]*>([^<]+)</th>(.*?)</tr>', table)
    return {number: re.findall(r"<td[^>]*>(.*?)</td>", cells)[2] for number, cells in rows}


def document(node: Node, language: str) -> str:
    """The roadmap of 2027 as a file."""
    out = node.home.parent / f"{node.party}.html"
    words = ("--year", "2027", "--language", language, "--format", "html", "--out", str(out))
    node.run("report", "roadmap", *words)
    return out.read_text(encoding="utf-8")


def found_and_agreed(
    kz: Node, fi: Node, at: dict[str, str], lawyer: Person, crosswalk: str
) -> tuple[str, str, str]:
    """Three gaps, the first of which the partner agrees to in so many words, and the steps that answer two of them."""
    first, second, third = (gap(lawyer, kz, crosswalk, name) for name in ("s-13", "s-25", "s-35"))
    exchange(fi, at["kz"])
    fi.run("respond", first, "agree")
    exchange(kz, at["fi"])
    for uid in (first, second, third):
        revise(kz, "gap", uid, state="agreed", priority="high")
    tell(kz, [step(1, first, partners=text("IAEA")), step(2, second)])
    assert "R-2026-01" in lawyer.read("/gaps/")
    return first, second, third


def test_laws_become_gaps_gaps_a_roadmap_and_the_next_edition_remembers_each(
    authorities: tuple[Node, Node],
) -> None:
    kz, fi = authorities
    at_once(authorities, stock)
    at_once(authorities, lambda node: node.welcome("lawyer", "expert", "coordinator", "contributor"))
    with kz.serving() as kazakh, fi.serving() as finnish:
        at = {"kz": kazakh, "fi": finnish}
        lawyer, partner = Person(kazakh, "lawyer", "lawyer"), Person(finnish, "lawyer", "lawyer")
        assert "442-V" in lawyer.read("/library/")
        crosswalk, mappings = review(kz, fi, at, lawyer)
        first, second, third = gaps = found_and_agreed(kz, fi, at, lawyer, crosswalk)

        before, preview = edition(lawyer, kz, 2026, list(gaps))
        assert "First edition" in preview
        leaf = agree_on(before, kz, fi, at)
        page = partner.read(f"/roadmap/{before}/")
        assert leaf[:4] in page
        assert "in force since" in page

        for state in ("planned", "in-progress"):
            revise(kz, "gap", first, state=state)
        for uid in (second, third):
            revise(kz, "gap", uid, state="accepted", reason=text("Few facilities."))
        amend(kz, lawyer, mappings["s-25"], second, crosswalk)
        revise(kz, "gap", second, state="agreed")
        assert "Open again?" not in lawyer.read("/")
        fourth = release(kz, "gap", NEW_GAP)

        after, preview = edition(lawyer, kz, 2027, [*gaps, fourth])
        numbers = [kz.ask("show", uid)["fields"]["number"] for uid in gaps]
        expected = dict(zip(numbers, ("In progress", "Open again", "Accepted as it is"), strict=True))
        assert fates(preview) == expected
        assert "New gap" in preview
        agree_on(after, kz, fi, at)
        assert fates(partner.read(f"/roadmap/{after}/")) == expected
    assert "Қайта ашылды" in document(kz, "kk")
    assert "Avattu uudelleen" in document(fi, "fi")
