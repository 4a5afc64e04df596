"""Participation and costs: what each side put in, side by side in the order of the arrangement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import HELD, Facts, Item
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Block, Column, Heading, Inline, Joined, Literal, Number, Paragraph, Table
from silta.reports.reading import NOTHING, Fields, line, title
from silta.reports.saying import say
from silta.words.codes import PAYER

Cell = Callable[[Item, str], Inline]


def section(facts: Facts) -> tuple[Block, ...]:
    heading = Heading(say(Say.COSTS))
    held = tuple(item for item in facts.items if item.state in HELD)
    took_part = tuple(item for item in held if any("participants" in side for side in _rows(item, "sides")))
    costed = tuple(item for item in held if _rows(item, "costs"))
    if not took_part and not costed:
        return heading, Paragraph(say(Say.NOT_RECORDED))
    return (
        heading,
        Paragraph(say(Say.COSTS_NOTE)),
        *((_table(facts, Say.PARTICIPATION, took_part, _participants),) if took_part else ()),
        *((_table(facts, Say.COST_TABLE, costed, _cost, _cost_total),) if costed else ()),
    )


def _rows(item: Item, name: str) -> tuple[Fields, ...]:
    return tuple(item.now.get(name, ()))


def _of(item: Item, name: str, party: str) -> tuple[Fields, ...]:
    return tuple(row for row in _rows(item, name) if row.get("party") == party)


def _table(
    facts: Facts,
    caption: Say,
    items: tuple[Item, ...],
    cell: Cell,
    total: Callable[[tuple[Item, ...], str], Inline] | None = None,
) -> Table:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.ACTIVITY)),
        *(Column(labels.party_code(code), "end") for code in facts.codes),
    )
    rows = tuple(
        (
            labels.plain(item.number),
            title("activity", item.now),
            *(cell(item, code) for code in facts.codes),
        )
        for item in items
    )
    sums = (say(Say.TOTAL), Literal(""), *(total(items, code) for code in facts.codes)) if total else ()
    return Table(say(caption), columns, rows, sums)


def _participants(item: Item, party: str) -> Inline:
    given = [row["participants"] for row in _of(item, "sides", party) if row.get("participants") is not None]
    return Number(sum(given)) if given else NOTHING


def _cost(item: Item, party: str) -> Inline:
    given = tuple(
        Joined((_amount(row["amount"], row["currency"]), labels.of_list(PAYER, line(row, "payer"))), ", ")
        for row in _of(item, "costs", party)
    )
    return Joined(given, "; ") if given else NOTHING


def _cost_total(items: tuple[Item, ...], party: str) -> Inline:
    """One sum for each currency: there are no rates of exchange in the records."""
    sums: Counter[str] = Counter()
    for item in items:
        for row in _of(item, "costs", party):
            sums[row["currency"]] += row["amount"]
    amounts = tuple(_amount(amount, currency) for currency, amount in sorted(sums.items()))
    return Joined(amounts, "; ") if amounts else NOTHING


def _amount(amount: int, currency: str) -> Inline:
    return Joined((Number(amount), Literal(currency)), "\u00a0")
