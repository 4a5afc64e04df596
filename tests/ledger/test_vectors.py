"""The golden vectors: what they hold is what they are made from, and every one of them is judged as its index says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from silta.ledger.charter import Charter
from silta.ledger.errors import Contradiction, MissingFile
from silta.ledger.extension import LogState, extend
from silta.ledger.merkle import leaf_hash, tree_root, verify_consistency, verify_inclusion
from silta.ledger.reading import Reader, under
from silta.ledger.verify import verify_publication
from silta.ledger.whole import verify_log
from tests.vectors import make_vectors

VECTORS = Path(make_vectors.__file__).parent
INDEX: dict[str, dict[str, Any]] = json.loads((VECTORS / "index.json").read_text(encoding="utf-8"))
CHARTER = (VECTORS / "charter.json").read_bytes()
HELD = {name: case for name, case in INDEX["tampered"].items() if "held" in case}


def folder(name: str) -> Reader:
    """Reads a folder of vectors, as any caller would read a folder."""

    def read(path: str, limit: int) -> bytes:
        file = VECTORS / name / path
        if not file.is_file():
            raise MissingFile(path)
        with file.open("rb") as opened:
            return opened.read(limit + 1)

    return read


def test_making_the_vectors_again_gives_identical_bytes() -> None:
    stored = {
        path.relative_to(VECTORS).as_posix(): path.read_bytes()
        for path in VECTORS.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert stored == make_vectors.build()


@pytest.mark.parametrize("name", INDEX["valid"])
def test_a_valid_vector_is_accepted(name: str) -> None:
    report = verify_publication(folder(f"valid/{name}"), [CHARTER]).to_json()
    assert report == {"ok": True, "logs": INDEX["valid"][name]["logs"], "errors": []}


@pytest.mark.parametrize("name", [name for name in INDEX["tampered"] if name not in HELD])
def test_a_tampered_vector_is_refused_with_the_error_that_its_index_names(name: str) -> None:
    report = verify_publication(folder(f"tampered/{name}"), [CHARTER]).to_json()
    assert report["errors"] == INDEX["tampered"][name]["errors"]


@pytest.mark.parametrize("name", HELD)
def test_a_vector_that_contradicts_another_is_refused_by_whoever_has_seen_that(name: str) -> None:
    case = HELD[name]
    verifier = Charter.parse(CHARTER).verifier(case["log"].rpartition("/")[2])
    within = case["log"].removeprefix("silta/")
    seen = verify_log(under(folder(case["held"]), within), verifier)
    state = LogState(seen.origin, seen.edge, seen.checkpoint.raw)
    with pytest.raises(Contradiction) as caught:
        extend(state, under(folder(f"tampered/{name}"), within), verifier)
    assert [{"code": caught.value.code, "where": caught.value.where}] == case["errors"]
    assert verify_publication(folder(f"tampered/{name}"), [CHARTER]).ok


def test_the_proofs_lead_to_the_roots() -> None:
    vector = json.loads((VECTORS / "proofs.json").read_text(encoding="utf-8"))
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in vector["entries"]]
    roots = [bytes.fromhex(root) for root in vector["roots"]]
    assert [leaf.hex() for leaf in leaves] == vector["leaves"]
    assert [tree_root(leaves[:size]) for size in range(8)] == roots
    for index, proof in enumerate(vector["inclusion_in_size_7"]):
        verify_inclusion(leaves[index], index, 7, [bytes.fromhex(h) for h in proof], roots[7])
    for size, proof in enumerate(vector["consistency_to_size_7"]):
        verify_consistency(size, roots[size], 7, roots[7], [bytes.fromhex(h) for h in proof])
