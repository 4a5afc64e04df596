from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger import layout, tiles
from silta.ledger.bodies import MAX_BODY
from silta.ledger.entries import MAX_ENTRY
from silta.ledger.errors import LedgerError
from silta.words.errors import SiltaError


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (tiles.tile_path(0, 0), "tile/0/000"),
        (tiles.tile_path(0, 1_234_067), "tile/0/x001/x234/067"),
        (tiles.tile_path(1, 999, 255), "tile/1/999.p/255"),
        (tiles.tile_path(2, 1000, 1), "tile/2/x001/000.p/1"),
        (tiles.entries_path(273, 112), "tile/entries/273.p/112"),
        (tiles.entries_path(1_000_000), "tile/entries/x001/x000/000"),
        (tiles.bodies_path(7), "bodies/007"),
        (tiles.bodies_path(7, 3), "bodies/007.p/3"),
        (layout.charter_path("kz-fi-2025"), "kz-fi-2025/charter.json"),
        (layout.log_path("kz-fi-2025", "fi"), "kz-fi-2025/fi"),
        (layout.receipt_path("kz"), "receipts/kz"),
        (layout.blob_path("00ff"), "blob/00ff"),
    ],
)
def test_files_lie_where_the_formats_say(path: str, expected: str) -> None:
    assert path == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (0, 0, []),
        (5, 5, []),
        (5, 4, []),
        (0, 1, [(0, 1)]),
        (0, 256, [(0, 256)]),
        (256, 257, [(1, 1)]),
        (255, 257, [(0, 256), (1, 1)]),
        (300, 301, [(1, 45)]),
        (0, 513, [(0, 256), (1, 256), (2, 1)]),
    ],
)
def test_the_leaf_tiles_of_a_growth_are_those_that_hold_a_new_leaf(
    old: int, new: int, expected: list[tuple[int, int]]
) -> None:
    assert list(tiles.leaf_tiles(old, new)) == expected


def test_an_entry_bundle_is_lengths_in_two_bytes_and_entries() -> None:
    assert tiles.pack_entries([b"ab", b"c"]) == b"\0\2ab\0\1c"


def test_a_body_bundle_is_lengths_in_four_bytes_and_bodies_and_zero_for_none() -> None:
    assert tiles.pack_bodies([b"ab", None, b"c"]) == b"\0\0\0\2ab\0\0\0\0\0\0\0\1c"


@given(st.lists(st.binary(max_size=50), max_size=256))
def test_entries_are_unpacked_as_they_were_packed(entries: list[bytes]) -> None:
    assert tiles.unpack_entries(tiles.pack_entries(entries), len(entries)) == entries


@given(st.lists(st.none() | st.binary(min_size=1, max_size=50), max_size=256))
def test_bodies_are_unpacked_as_they_were_packed(bodies: list[bytes | None]) -> None:
    assert tiles.unpack_bodies(tiles.pack_bodies(bodies), len(bodies)) == bodies


@pytest.mark.parametrize("raw", [b"", b"\0", b"\0\1", b"\0\2a", b"\0\1ab", b"\0\1a\0\1b", b"\0\1a\0"])
def test_a_bundle_of_another_number_or_cut_short_is_refused(raw: bytes) -> None:
    with pytest.raises(LedgerError) as caught:
        tiles.unpack_entries(raw, 1)
    assert caught.value.code == "ledger.bad-entry-bundle"


def test_a_cut_body_bundle_is_refused() -> None:
    with pytest.raises(LedgerError) as caught:
        tiles.unpack_bodies(b"\0\0\0\2a", 1)
    assert caught.value.code == "ledger.bad-body"


def test_what_is_above_its_limit_is_neither_packed_nor_unpacked() -> None:
    too_long = b"\x80\x01" + b"x" * (MAX_ENTRY + 1)
    for attempt in (
        lambda: tiles.pack_entries([b"x" * (MAX_ENTRY + 1)]),
        lambda: tiles.unpack_entries(too_long, 1),
        lambda: tiles.pack_bodies([b"x" * (MAX_BODY + 1)]),
        lambda: tiles.unpack_bodies(b"\xff\xff\xff\xff", 1),
    ):
        with pytest.raises(LedgerError) as caught:
            attempt()
        assert caught.value.code == "ledger.too-large"


def test_a_tile_splits_into_its_hashes() -> None:
    assert tiles.hashes(b"a" * 32 + b"b" * 32) == [b"a" * 32, b"b" * 32]


@pytest.mark.parametrize("size", [0, 31, 33, 32 * 257])
def test_a_tile_of_an_impossible_size_is_refused(size: int) -> None:
    with pytest.raises(LedgerError) as caught:
        tiles.hashes(b"\0" * size)
    assert caught.value.code == "ledger.bad-tile"


@given(st.binary(max_size=100), st.integers(0, 20))
def test_hostile_bundles_raise_a_named_error_and_nothing_else(raw: bytes, count: int) -> None:
    with contextlib.suppress(SiltaError):
        assert tiles.pack_entries(tiles.unpack_entries(raw, count)) == raw
    with contextlib.suppress(SiltaError):
        assert tiles.pack_bodies(tiles.unpack_bodies(raw, count)) == raw
