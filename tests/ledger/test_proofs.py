"""Proofs of inclusion as files, and dossiers: every bit that is wrong is found, and what is right passes."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.bodies import digest, seal
from silta.ledger.checkpoints import Checkpoint, sign_checkpoint
from silta.ledger.entries import Attachment, Open, Release
from silta.ledger.errors import LedgerError, MissingFile
from silta.ledger.merkle import inclusion_proof, leaf_hash, tree_root
from silta.ledger.proofs import Proof, audit_paths, verify_dossier
from tests.node.partner import charter, record_id, signer

TIME = "2026-01-12T09:30:00Z"
FILE = b"the gazette"


def dossier() -> dict[str, bytes]:
    """One release out of a log of three entries, with its body and its file."""
    body = seal("gap", 1, {"title": "A"}, bytes(16))
    attached = Attachment(
        sha256=sha256(FILE).hexdigest(), size=len(FILE), media_type="text/plain", name="gazette.txt"
    )
    entry = Release(
        time=TIME, role="coordinator", record=record_id(1), kind="gap", revision=1, body=digest(body), body_size=len(body),
        marking="public", attachments=(attached,),
    ).to_bytes()  # fmt: skip
    first = Open(time=TIME, role="administrator", charter=charter().digest()).to_bytes()
    leaves = [leaf_hash(one) for one in (first, entry, first)]
    note = sign_checkpoint(Checkpoint(signer("south").name, 3, tree_root(leaves)), signer("south"))
    return {
        "charter.json": charter().to_bytes(),
        "dossier.pdf": b"for people",
        "entries/south/1.json": entry,
        "proofs/south/1.tlog-proof": Proof(1, audit_paths(leaves, {1})[1], note).to_bytes(),
        f"bodies/{digest(body)}.json": body,
        f"files/{sha256(FILE).hexdigest()}": FILE,
    }


def check(files: dict[str, bytes]) -> tuple[int, int, int]:
    def read(name: str, limit: int) -> bytes:
        if name not in files:
            raise MissingFile(name)
        return files[name][: limit + 1]

    proven = verify_dossier(files, read, files["charter.json"])
    return sum(proven.entries.values()), proven.bodies, proven.files


def test_a_whole_dossier_passes_and_an_erased_body_may_be_missing() -> None:
    files = dossier()
    assert check(files) == (1, 1, 1)
    assert check({name: raw for name, raw in files.items() if not name.startswith("bodies/")}) == (1, 0, 1)


@pytest.mark.parametrize(
    ("prefix", "code"),
    [
        ("entries/", "ledger.bad-proof"),
        ("bodies/", "ledger.bad-body"),
        ("files/", "ledger.bad-blob"),
    ],
)
def test_a_changed_bit_is_found(prefix: str, code: str) -> None:
    files = dossier()
    (name,) = [one for one in files if one.startswith(prefix)]
    files[name] = files[name][:-2] + bytes([files[name][-2] ^ 1]) + files[name][-1:]
    with pytest.raises(LedgerError, match=code.replace(".", r"\.")):
        check(files)


def test_what_no_proof_speaks_of_is_named() -> None:
    files = dossier() | {
        "../evil.json": b"",
        "entries/south/01.json": b"",
        "proofs/south/9.tlog-proof": b"",
        "x/": b"",
    }
    proven = verify_dossier(files, lambda name, limit: files[name][: limit + 1], files["charter.json"])
    assert proven.unproven == (
        "../evil.json", "dossier.pdf", "entries/south/01.json", "proofs/south/9.tlog-proof",
    )  # fmt: skip


def test_a_body_that_no_entry_names_and_an_entry_without_proof_are_refused() -> None:
    files = dossier()
    files[f"bodies/{'0' * 64}.json"] = b"{}"
    with pytest.raises(LedgerError, match=r"ledger\.bad-body"):
        check(files)
    files = dossier()
    del files["proofs/south/1.tlog-proof"]
    with pytest.raises(LedgerError, match=r"ledger\.missing-file"):
        check(files)


def test_a_proof_of_another_key_or_another_place_is_refused() -> None:
    files = dossier()
    files["entries/north/1.json"] = files["entries/south/1.json"]
    files["proofs/north/1.tlog-proof"] = files["proofs/south/1.tlog-proof"]
    with pytest.raises(LedgerError, match=r"ledger\.bad-signature|ledger\.malformed-note"):
        check(files)
    files = dossier()
    files["proofs/south/1.tlog-proof"] = files["proofs/south/1.tlog-proof"].replace(b"index 1", b"index 2")
    with pytest.raises(LedgerError, match=r"ledger\.bad-proof"):
        check(files)


@given(st.binary(max_size=300))
def test_what_is_no_proof_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(LedgerError, match=r"ledger\.bad-proof"):
        Proof.parse(b"c2sp.org/tlog-proof@v1\nindex x" + raw)


@given(st.integers(1, 70), st.data())
def test_the_paths_are_those_of_the_standard_and_survive_the_file(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    chosen = data.draw(st.sets(st.integers(0, size - 1), min_size=1))
    for index, path in audit_paths(leaves, chosen).items():
        assert list(path) == inclusion_proof(leaves, index)
        proof = Proof(index, path, b"note\n")
        assert Proof.parse(proof.to_bytes()) == proof
    proof = Proof(0, tuple(leaves[:2]), b"note\n")
    extra = proof.to_bytes().replace(b"\nindex", b"\nextra YQ==\nindex", 1)
    assert Proof.parse(extra) == proof
