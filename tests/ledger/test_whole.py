"""Whatever is changed in a published log, it is refused by a named error; and a log that nobody touched is accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.errors import LedgerError, MissingFile
from silta.ledger.layout import blob_path
from silta.ledger.merkle import leaf_hash, tree_root
from silta.ledger.tiles import bodies_path, tile_path
from silta.ledger.whole import VerifiedLog, verify_log
from tests.ledger.publisher import Files, SimulatedParty, charter, cooperation, reader, signer

NORTH = signer("north")


def long_log() -> SimulatedParty:
    """A log with tiles on two levels, full ones and partial ones, files and an erasure."""
    party = SimulatedParty("north")
    party.release(1, files=[b"Agenda\n", b""])
    party.release_many(range(2, 520))
    party.erase(7)
    return party


PARTY = long_log()
FILES = PARTY.files()
BYTES = [(path, len(raw)) for path, raw in sorted(FILES.items())]


def check(files: Files) -> VerifiedLog:
    return verify_log(reader(files), NORTH.verifier, charter=charter())


def test_a_log_that_nobody_touched_is_accepted() -> None:
    log = check(FILES)
    assert (log.origin, log.size, log.root, log.edge) == (NORTH.name, 521, PARTY.edge.root(), PARTY.edge)
    assert log.checkpoint.raw == PARTY.note()


def test_the_log_has_files_of_every_sort() -> None:
    assert {path.split(".p/")[0] for path in FILES if not path.startswith("blob")} == {
        "checkpoint",
        *(f"{kind}/00{n}" for kind in ("tile/0", "tile/entries", "bodies") for n in range(3)),
        "tile/1/000",
    }


@given(st.data())
def test_any_changed_byte_in_any_file_is_refused_by_a_named_error(data: st.DataObject) -> None:
    path, size = data.draw(st.sampled_from([(path, size) for path, size in BYTES if size]))
    place, change = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, 255))
    raw = FILES[path]
    with pytest.raises(LedgerError) as caught:
        check(FILES | {path: raw[:place] + bytes([raw[place] ^ change]) + raw[place + 1 :]})
    assert caught.value.code.startswith("ledger.")


@pytest.mark.parametrize("path", sorted(FILES))
def test_any_file_cut_or_grown_by_a_byte_is_refused_by_a_named_error(path: str) -> None:
    for raw in (FILES[path][:-1], FILES[path] + b"\0", FILES[path] + FILES[path][-1:]):
        if raw != FILES[path]:
            with pytest.raises(LedgerError):
                check(FILES | {path: raw})


@pytest.mark.parametrize("path", sorted(FILES))
def test_any_missing_file_is_refused_and_named(path: str) -> None:
    with pytest.raises(MissingFile) as caught:
        check({name: raw for name, raw in FILES.items() if name != path})
    assert caught.value.where == path


@given(st.data())
def test_any_file_in_the_place_of_another_is_refused_by_a_named_error(data: st.DataObject) -> None:
    one, other = data.draw(st.permutations(sorted(FILES)).map(lambda paths: paths[:2]))
    with pytest.raises(LedgerError):
        check(FILES | {one: FILES[other]})


@given(st.data())
def test_hostile_bytes_in_the_place_of_any_file_are_refused_by_a_named_error(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(FILES)))
    raw = data.draw(st.binary(max_size=100).filter(lambda raw: raw != FILES[path]))
    with pytest.raises(LedgerError):
        check(FILES | {path: raw})


def test_a_tile_above_the_leaves_is_checked_though_no_root_depends_on_reading_it() -> None:
    path = tile_path(1, 0, 2)
    with pytest.raises(LedgerError) as caught:
        check(FILES | {path: FILES[path][::-1]})
    assert (caught.value.code, caught.value.where) == ("ledger.bad-tile", path)


def test_an_erasure_that_no_entry_explains_is_refused_and_named() -> None:
    party = long_log()
    party.bodies[300] = None
    with pytest.raises(LedgerError) as caught:
        check(party.files())
    error = caught.value
    assert (error.code, error.where) == ("ledger.unexplained-erasure", bodies_path(1))
    assert error.data == {"index": 300}


def test_the_files_of_an_erased_body_may_be_gone_with_it() -> None:
    party = long_log()
    party.erase(1)
    party.blobs = {}
    assert check(party.files()).size == 522


def test_a_file_that_another_entry_still_has_may_not_be_gone() -> None:
    party = long_log()
    party.release(600, files=[b"Agenda\n"])
    party.erase(1)
    party.blobs = {}
    with pytest.raises(MissingFile):
        check(party.files())


def test_an_attachment_of_other_contents_is_refused_and_named() -> None:
    path = next(path for path in FILES if path.startswith(blob_path("")) and FILES[path])
    with pytest.raises(LedgerError) as caught:
        check(FILES | {path: b"Agendo\n"})
    assert (caught.value.code, caught.value.where) == ("ledger.bad-blob", path)


def test_a_log_under_another_charter_is_refused() -> None:
    with pytest.raises(LedgerError, match=r"ledger\.charter-mismatch"):
        verify_log(reader(FILES), NORTH.verifier, charter=charter("north", "south", "east"))


def test_a_log_that_changes_while_it_is_read_is_refused() -> None:
    north, _ = cooperation()
    files = north.files()
    reads = 0

    def read(path: str, limit: int) -> bytes:
        nonlocal reads
        raw = reader(files)(path, limit)
        reads += path.startswith("tile/0/")
        return raw[::-1] if path.startswith("tile/0/") and reads == 2 else raw

    with pytest.raises(LedgerError) as caught:
        verify_log(read, NORTH.verifier)
    assert caught.value.code == "ledger.bad-tile"


@given(st.sets(st.integers(0, 600), max_size=6))
def test_the_roots_at_smaller_sizes_are_those_that_the_log_had_then(sizes: set[int]) -> None:
    roots = verify_log(reader(FILES), NORTH.verifier, root_sizes=sizes).roots
    leaves = [leaf_hash(raw) for raw in PARTY.entries]
    assert roots == {size: tree_root(leaves[:size]) for size in {0, *sizes} if size <= 521}
