"""`docs/formats.md` says what the code does: its worked example, its limits and its list of errors are compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from silta.ledger import bodies, canonical, charter, entries, merkle, notes
from silta.ledger.merkle import EMPTY_ROOT, leaf_hash, node_hash
from silta.ledger.tiles import pack_bodies, pack_entries
from tests.ledger.publisher import UNIX_TIME, cooperation, seed

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
NORTH, SOUTH = cooperation()
LEAVES = [leaf_hash(raw) for raw in NORTH.entries]


def fenced() -> list[str]:
    """The lines in the page's examples."""
    return [
        line
        for block in re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("seed", seed("north").hex()),
        ("public key", NORTH.signer.verifier.public.hex()),
        ("key id, type 01", NORTH.signer.verifier.key_id.hex()),
        ("key id, type 04", NORTH.cosigner.verifier.key_id.hex()),
        ("verifier key", NORTH.signer.vkey),
        ("charter", NORTH.charter.fingerprint()),
        *((f"leaf {n}", leaf.hex()) for n, leaf in enumerate(LEAVES)),
        ("node 0 1", node_hash(*LEAVES[:2]).hex()),
        ("node 2 3", node_hash(*LEAVES[2:]).hex()),
        ("root", NORTH.edge.root().hex()),
    ],
)
def test_the_worked_example_has_the_values_that_come_out(label: str, value: str) -> None:
    assert f"{label:<16}{value}" in fenced()


def test_the_worked_example_shows_the_very_bytes() -> None:
    lines = fenced()
    shown = [NORTH.entries[0], NORTH.entries[1], NORTH.entries[3], NORTH.bodies[1] or b""]
    assert [raw.decode() for raw in shown if raw.decode() not in lines] == []
    receipt = SOUTH.receipts["receipts/north"].decode()
    assert "\n".join(receipt.splitlines()[:5]) in PAGE
    assert receipt.splitlines()[5] in lines


def test_the_worked_example_has_the_lengths_and_the_time_that_come_out() -> None:
    assert pack_entries(NORTH.entries)[:2] == bytes.fromhex("008f")
    assert len(NORTH.entries[1]) == 406 == int.from_bytes(bytes.fromhex("0196"), "big")
    assert pack_bodies(NORTH.bodies)[:8] == bytes.fromhex("000000000000008b")
    assert UNIX_TIME.to_bytes(8, "big").hex() in PAGE
    assert SOUTH.cosigner.verifier.key_id.hex() in PAGE
    assert EMPTY_ROOT.hex() in PAGE


@pytest.mark.parametrize(
    ("what", "limit"),
    [
        ("note (checkpoint, receipt)", f"{notes.MAX_NOTE // 1024} KiB"),
        ("entry", f"{entries.MAX_ENTRY // 1024} KiB"),
        ("body", f"{bodies.MAX_BODY // 1024**2} MiB"),
        ("attachment", f"{entries.MAX_BLOB // 1024**2} MiB"),
        ("charter", f"{charter.MAX_CHARTER // 1024} KiB"),
        ("nesting of JSON", str(canonical.MAX_DEPTH)),
        ("items in a bundle, hashes in a tile", str(merkle.TILE_WIDTH)),
    ],
)
def test_the_limits_are_those_of_the_code(what: str, limit: str) -> None:
    assert f"| {what} | {limit} |" in PAGE


def test_the_page_lists_every_error_and_no_other() -> None:
    sources = (ROOT / "src" / "silta" / "ledger").glob("*.py")
    raised = {
        code
        for path in sources
        for code in re.findall(r'"(ledger\.[a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    listed = re.findall(r"^\| `(ledger\.[a-z-]+)` \|", PAGE, re.MULTILINE)
    assert sorted(raised) == sorted(listed)
