from __future__ import annotations

from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.bodies import digest
from silta.ledger.canonical import Json
from silta.ledger.checkpoints import open_checkpoint
from silta.ledger.entries import Erase, Open, Release, Unknown
from silta.ledger.errors import Contradiction, LedgerError, MissingFile
from silta.ledger.extension import Extension, LogState, VerifiedEntry, extend, unexplained_erasures
from silta.ledger.layout import CHECKPOINT
from silta.ledger.merkle import leaf_hash
from silta.ledger.notes import Signer
from silta.ledger.reading import Reader
from silta.ledger.tiles import bodies_path, entries_path, pack_bodies, pack_entries, tile_path
from tests.ledger.publisher import (
    TIME,
    UNIX_TIME,
    Files,
    SimulatedParty,
    charter,
    cooperation,
    reader,
    seed,
    signer,
)

NORTH = signer("north")


def log(size: int, words: str = "") -> SimulatedParty:
    """A log of `size` entries; the same for the same `words`, another history for others."""
    party = SimulatedParty("north")
    party.release_many(range(1, size))
    if words:
        party.append_all([(Erase(time=TIME, role="head", index=0, reason=words), None)])
    return party


def follow(files: Files, state: LogState | None = None) -> Extension:
    return extend(state or LogState.empty(NORTH.name), reader(files), NORTH.verifier)


def entries_of(extension: Extension) -> list[VerifiedEntry]:
    return list(chain.from_iterable(extension.new_entries()))


def error_of(files: Files, state: LogState | None = None) -> tuple[str, str]:
    with pytest.raises(LedgerError) as caught:
        entries_of(follow(files, state))
    return caught.value.code, caught.value.where


def state_of(party: SimulatedParty) -> LogState:
    return follow(party.files()).new_state


LONG = log(300)
LONG_FILES = LONG.files()


def test_a_new_log_is_taken_over_entry_by_entry_with_its_bodies() -> None:
    north, _ = cooperation()
    extension = follow(north.files())
    entries = entries_of(extension)
    assert [entry.raw for entry in entries] == north.entries
    assert [entry.body for entry in entries] == north.bodies
    assert [entry.leaf for entry in entries] == [leaf_hash(raw) for raw in north.entries]
    assert [entry.index for entry in entries] == list(range(4))
    assert [type(entry.entry) for entry in entries] == [Open, Release, Release, Erase]
    assert extension.edge == north.edge
    assert extension.new_state == LogState(NORTH.name, north.edge, north.note())


@given(st.lists(st.integers(0, 300), min_size=1, max_size=5).map(sorted))
def test_followed_in_any_steps_a_log_gives_the_same_state_and_the_same_entries(sizes: list[int]) -> None:
    party, state, seen = SimulatedParty("north"), LogState.empty(NORTH.name), list[bytes]()
    for old, new in pairwise([1, *[max(1, size) for size in sizes]]):
        party.append_raw(zip(LONG.entries[old:new], LONG.bodies[old:new], strict=True))
        extension = follow(party.files(), state)
        seen += [entry.raw for entry in entries_of(extension)]
        state = extension.new_state
    assert seen == LONG.entries[: len(party.entries)]
    assert state == state_of(party)


def test_entries_come_bundle_by_bundle_and_only_new_ones() -> None:
    state = state_of(log(250))
    assert [len(bundle) for bundle in follow(LONG_FILES, state).new_entries()] == [6, 44]


def test_nothing_new_is_no_entries_and_no_reading_but_the_checkpoint() -> None:
    extension = follow({CHECKPOINT: LONG_FILES[CHECKPOINT]}, state_of(LONG))
    assert entries_of(extension) == []
    assert extension.new_state == state_of(LONG)


def recording(files: Files, seen: list[str]) -> Reader:
    read = reader(files)

    def recorded(path: str, limit: int) -> bytes:
        seen.append(path)
        return read(path, limit)

    return recorded


def test_no_content_is_read_before_the_signed_root_is_proven() -> None:
    seen: list[str] = []
    extension = extend(LogState.empty(NORTH.name), recording(LONG_FILES, seen), NORTH.verifier)
    assert seen == [CHECKPOINT, tile_path(0, 0), tile_path(0, 1, 44)]
    next(extension.new_entries())
    assert seen[3:] == [entries_path(0), bodies_path(0)]


def test_a_body_bundle_is_read_no_further_than_its_entries_allow() -> None:
    limits: dict[str, int] = {}
    read = reader(LONG_FILES)

    def noting(path: str, limit: int) -> bytes:
        limits[path] = limit
        return read(path, limit)

    entries_of(extend(LogState.empty(NORTH.name), noting, NORTH.verifier))
    assert limits[bodies_path(0)] == len(LONG_FILES[bodies_path(0)])


def test_an_older_checkpoint_is_a_rollback_and_both_notes_are_the_evidence() -> None:
    older = log(3)
    with pytest.raises(Contradiction) as caught:
        follow(older.files(), state_of(LONG))
    assert (caught.value.code, caught.value.where) == ("ledger.rollback", CHECKPOINT)
    assert caught.value.data == {"offered": 3, "held": 300}
    assert caught.value.evidence == (LONG.note(), older.note())


@pytest.mark.parametrize(("held", "offered"), [(4, 4), (4, 9), (256, 300), (250, 300), (300, 600)])
def test_another_history_is_a_fork_and_both_notes_are_the_evidence(held: int, offered: int) -> None:
    mine, theirs = log(held - 1, "mine"), log(held - 1, "theirs")
    theirs.release_many(range(held, offered))
    with pytest.raises(Contradiction) as caught:
        follow(theirs.files(), state_of(mine))
    assert (caught.value.code, caught.value.where) == ("ledger.fork", CHECKPOINT)
    assert caught.value.evidence == (mine.note(), theirs.note())
    for note in caught.value.evidence:
        assert open_checkpoint(note, NORTH.verifier).raw == note


def test_a_fork_far_back_is_told_from_a_damaged_copy_by_reading_the_old_tiles() -> None:
    mine, theirs = log(1, "mine"), log(1, "theirs")
    for party in (mine, theirs):
        party.release_many(range(2, 400))
    state = state_of(mine)
    theirs.release_many(range(400, 500))
    assert error_of(theirs.files(), state) == ("ledger.fork", CHECKPOINT)
    without_old_tile = theirs.files()
    del without_old_tile[tile_path(0, 0)]
    assert error_of(without_old_tile, state) == ("ledger.root-mismatch", CHECKPOINT)


def spoilt(raw: bytes, place: int) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]


@pytest.mark.parametrize("place", [0, 32 * 43, -1])
@pytest.mark.parametrize("held", [1, 256, 270, 299])
def test_a_damaged_tile_is_not_called_a_fork(place: int, held: int) -> None:
    path = tile_path(0, 1, 44)
    raw = LONG_FILES[path]
    files = LONG_FILES | {path: spoilt(raw, place % len(raw))}
    assert error_of(files, state_of(log(held))) == ("ledger.root-mismatch", CHECKPOINT)


def test_a_log_of_another_origin_than_the_state_is_refused() -> None:
    with pytest.raises(LedgerError, match=r"ledger\.wrong-origin"):
        extend(LogState.empty("silta/example-2026/south"), reader(LONG_FILES), NORTH.verifier)


def test_a_checkpoint_of_another_key_is_refused() -> None:
    stranger = Signer(NORTH.name, seed("stranger"))
    with pytest.raises(LedgerError) as caught:
        extend(LogState.empty(NORTH.name), reader(LONG_FILES), stranger.verifier)
    assert (caught.value.code, caught.value.where) == ("ledger.bad-signature", CHECKPOINT)


def test_a_wrong_cosignature_of_a_known_witness_is_refused() -> None:
    witness = signer("south", 4)
    note = LONG.note() + witness.sign("other text\n", UNIX_TIME).encode()
    with pytest.raises(LedgerError) as caught:
        extend(
            LogState.empty(NORTH.name),
            reader(LONG_FILES | {CHECKPOINT: note}),
            NORTH.verifier,
            [witness.verifier],
        )
    assert (caught.value.code, caught.value.data["part"]) == ("ledger.bad-signature", witness.name)


@pytest.mark.parametrize("path", sorted(path for path in LONG_FILES if not path.startswith("tile/1")))
def test_a_missing_file_is_named(path: str) -> None:
    files = {name: raw for name, raw in LONG_FILES.items() if name != path}
    with pytest.raises(MissingFile) as caught:
        entries_of(follow(files))
    assert caught.value.where == path


SHORT = log(3)
ENTRIES, BODIES, TILE = entries_path(0, 3), bodies_path(0, 3), tile_path(0, 0, 3)
SHORT_FILES = SHORT.files()


@pytest.mark.parametrize(
    ("path", "raw", "code"),
    [
        (CHECKPOINT, b"x" * 100_000, "ledger.too-large"),
        (CHECKPOINT, b"", "ledger.malformed-note"),
        (TILE, b"", "ledger.bad-tile"),
        (TILE, SHORT_FILES[TILE][:64], "ledger.bad-tile"),
        (TILE, SHORT_FILES[TILE] + b"x", "ledger.too-large"),
        (ENTRIES, b"", "ledger.bad-entry-bundle"),
        (ENTRIES, pack_entries(SHORT.entries[:2]), "ledger.bad-entry-bundle"),
        (ENTRIES, pack_entries(SHORT.entries[::-1]), "ledger.bad-entry-bundle"),
        (ENTRIES, pack_entries(SHORT.entries) + b"\0", "ledger.bad-entry-bundle"),
        (ENTRIES, b"\xff\xff" + b"x" * 65535, "ledger.too-large"),
        (ENTRIES, b"x" * 200_000, "ledger.too-large"),
        (BODIES, b"", "ledger.bad-body"),
        (BODIES, pack_bodies(SHORT.bodies[:2]), "ledger.bad-body"),
        (BODIES, pack_bodies([None, SHORT.bodies[2], SHORT.bodies[1]]), "ledger.bad-body"),
        (BODIES, pack_bodies([SHORT.bodies[1], None, SHORT.bodies[2]]), "ledger.bad-body"),
        (BODIES, pack_bodies([None, SHORT.bodies[1], b"short"]), "ledger.bad-body"),
        (BODIES, pack_bodies(SHORT.bodies) + b"\0", "ledger.too-large"),
        (BODIES, pack_bodies([*SHORT.bodies[:2], None]) + b"\0", "ledger.bad-body"),
    ],
)
def test_a_file_of_other_contents_is_refused_and_named(path: str, raw: bytes, code: str) -> None:
    assert error_of(SHORT_FILES | {path: raw}) == (code, path)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"not json", "ledger.not-canonical"),
        (b'{"type": "open"}', "ledger.not-canonical"),
        (b"{}", "ledger.malformed-entry"),
        (SHORT.entries[0], "ledger.misplaced-open"),
        (SHORT.entries[1].replace(b'"revision":1', b'"revision":0'), "ledger.malformed-entry"),
    ],
)
def test_a_bad_entry_is_refused_although_the_log_has_signed_it(raw: bytes, code: str) -> None:
    party = log(3)
    party.append_raw([(raw, None)])
    with pytest.raises(LedgerError) as caught:
        entries_of(follow(party.files()))
    error = caught.value
    assert (error.code, error.where, error.data["index"]) == (code, entries_path(0, 4), 3)


def test_a_log_that_does_not_begin_with_open_is_refused() -> None:
    party = log(3)
    other = SimulatedParty("north")
    other.entries, other.bodies, other.edge = [], [], type(other.edge).empty()
    other.append_raw(list(zip(party.entries[1:], party.bodies[1:], strict=True)))
    assert error_of(other.files()) == ("ledger.misplaced-open", entries_path(0, 2))


def test_a_log_under_another_charter_is_refused() -> None:
    party = SimulatedParty("north", charter("north", "south", "east"))
    read, state = reader(party.files()), LogState.empty(NORTH.name)
    entries_of(extend(state, read, NORTH.verifier, charter=party.charter))
    with pytest.raises(LedgerError, match=r"ledger\.charter-mismatch"):
        entries_of(extend(state, read, NORTH.verifier, charter=charter()))


def test_an_entry_of_an_unknown_type_is_carried_with_its_body() -> None:
    party = log(1)
    body = party.body(7)
    named: dict[str, Json] = {"body": digest(body), "body_size": len(body)}
    party.append_all([(Unknown(type="delegate", time=TIME, role="head", extra=named), body)])
    last = entries_of(follow(party.files()))[-1]
    assert (last.entry.type, last.body) == ("delegate", body)


def test_an_erased_body_is_accepted_as_none() -> None:
    north, _ = cooperation()
    entries = entries_of(follow(north.files()))
    assert [entry.is_erased for entry in entries] == [False, False, True, False]
    assert unexplained_erasures(entries) == ()


def test_a_body_that_is_gone_without_an_erase_entry_is_reported() -> None:
    party = log(4)
    party.bodies[1] = party.bodies[3] = None
    assert unexplained_erasures(entries_of(follow(party.files()))) == (1, 3)


def test_an_erase_entry_does_not_explain_what_is_gone_after_it() -> None:
    party = log(2)
    party.append_all([(Erase(time=TIME, role="head", index=3, reason="mistake"), None)])
    party.release(2)
    party.bodies[3] = None
    assert unexplained_erasures(entries_of(follow(party.files()))) == (3,)
