from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.ledger.errors import LedgerError
from silta.ledger.merkle import (
    EMPTY_ROOT,
    TILE_WIDTH,
    Edge,
    Tile,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(n.to_bytes(4, "big")) for n in range(70_000)]
SIZES = range(257)
ROOTS = [tree_root(LEAVES[:size]) for size in SIZES]

# The test vectors of the Certificate Transparency project (github.com/google/certificate-transparency, merkle tests).
CT_ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_certificate_transparency_vectors(size: int) -> None:
    leaves = [leaf_hash(entry) for entry in CT_ENTRIES[:size]]
    assert tree_root(leaves).hex() == CT_ROOTS[size]
    assert Edge.empty().append(leaves)[0].root().hex() == CT_ROOTS[size]


def test_proofs_are_those_of_the_example_tree_in_rfc_6962_section_2_1_3() -> None:
    """The seven leaves d0 … d6 of the specification, whose nodes are named a … l there."""
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741  # the specification's names
    tree = LEAVES[:7]
    assert tree_root(tree) == node_hash(k, l)
    assert inclusion_proof(tree, 0) == [b, h, l]
    assert inclusion_proof(tree, 3) == [c, g, l]
    assert inclusion_proof(tree, 4) == [f, j, k]
    assert inclusion_proof(tree, 6) == [i, k]
    assert consistency_proof(tree, 3) == [c, d, g, l]
    assert consistency_proof(tree, 4) == [l]
    assert consistency_proof(tree, 6) == [i, j, k]


def spread(count: int) -> list[int]:
    """All of the numbers below `count` while they are few; else some 16 of them, the first and the last included."""
    return sorted({*range(0, count, 1 + count // 16), *range(max(0, count - 1), count)})


def passes(verify: Callable[..., None], *arguments: object) -> bool:
    try:
        verify(*arguments)
    except LedgerError as error:
        assert error.code == "ledger.bad-proof"  # noqa: PT017  # thousands of times: pytest.raises would take seconds
        return False
    return True


def test_at_every_size_to_256_leaves_have_proofs_and_no_other_leaf_passes_with_them() -> None:
    for size in SIZES:
        tree, root = LEAVES[:size], ROOTS[size]
        for index in spread(size):
            proof, other = inclusion_proof(tree, index), (index + 1) % size
            assert passes(verify_inclusion, tree[index], index, size, proof, root), (index, size)
            assert not passes(verify_inclusion, LEAVES[size], index, size, proof, root), (index, size)
            if size > 1:
                assert not passes(verify_inclusion, tree[index], other, size, proof, root), (index, size)


def test_at_every_size_to_256_smaller_trees_have_proofs_and_no_other_root_passes_with_them() -> None:
    wrong = leaf_hash(b"other")
    for size in SIZES:
        tree, root = LEAVES[:size], ROOTS[size]
        for old in spread(size + 1):
            proof = consistency_proof(tree, old)
            assert passes(verify_consistency, old, ROOTS[old], size, root, proof), (old, size)
            assert not passes(verify_consistency, old, wrong, size, root, proof), (old, size)
            if old:
                assert not passes(verify_consistency, old, ROOTS[old], size, wrong, proof), (old, size)


def spoilt(proof: list[bytes], place: int) -> list[list[bytes]]:
    """The proof with a hash added at `place`, and, if there is one there, with that dropped and with that changed."""
    before, after, other = proof[:place], proof[place:], leaf_hash(b"other")
    return [[*before, other, *after], *([*before, *new, *after[1:]] for new in ([], [other]) if after)]


@given(st.integers(1, 256), st.data())
def test_an_inclusion_proof_with_a_hash_changed_dropped_or_added_is_refused(
    size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(LEAVES[:size], index)
    for wrong in spoilt(proof, data.draw(st.integers(0, len(proof)))):
        with pytest.raises(LedgerError, match=r"ledger\.bad-proof"):
            verify_inclusion(LEAVES[index], index, size, wrong, ROOTS[size])


@given(st.integers(1, 256), st.data())
def test_a_consistency_proof_with_a_hash_changed_dropped_or_added_is_refused(
    size: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, size))
    proof = consistency_proof(LEAVES[:size], old)
    for wrong in spoilt(proof, data.draw(st.integers(0, len(proof)))):
        with pytest.raises(LedgerError, match=r"ledger\.bad-proof"):
            verify_consistency(old, ROOTS[old], size, ROOTS[size], wrong)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_that_cannot_be_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(LedgerError, match=r"ledger\.bad-proof"):
        inclusion_proof(LEAVES[:size], index)
    with pytest.raises(LedgerError, match=r"ledger\.bad-proof"):
        verify_inclusion(LEAVES[0], index, size, [], LEAVES[0])


@pytest.mark.parametrize(("old", "size"), [(-1, 3), (4, 3)])
def test_a_tree_that_cannot_be_older_has_no_proof(old: int, size: int) -> None:
    with pytest.raises(LedgerError, match=r"ledger\.bad-proof"):
        consistency_proof(LEAVES[:size], old)
    with pytest.raises(LedgerError, match=r"ledger\.bad-proof"):
        verify_consistency(old, ROOTS[3], size, ROOTS[3], [])


def grow(batches: list[int]) -> tuple[Edge, list[Tile]]:
    edge, tiles, start = Edge.empty(), [], 0
    for count in batches:
        edge, completed = edge.append(LEAVES[start : start + count])
        tiles += completed
        start += count
    return edge, tiles


@given(st.lists(st.integers(0, 600), max_size=8))
def test_a_log_written_in_any_batch_sizes_has_the_same_root_and_the_same_tiles(batches: list[int]) -> None:
    edge, tiles = grow(batches)
    whole, all_tiles = grow([sum(batches)])
    assert edge == whole
    assert sorted(tiles) == sorted(all_tiles)
    assert edge.root() == tree_root(LEAVES[: sum(batches)])


def test_the_edge_has_the_root_of_the_tree_at_every_size_to_256() -> None:
    assert [grow([size])[0].root() for size in SIZES] == ROOTS


@given(st.integers(0, 3000))
def test_an_edge_is_read_back_from_its_bytes(size: int) -> None:
    edge = grow([size])[0]
    assert Edge.from_bytes(size, edge.to_bytes()) == edge


@pytest.mark.parametrize(("size", "length"), [(0, 32), (1, 0), (1, 64), (257, 32), (256, 33)])
def test_edge_bytes_of_another_size_are_refused(size: int, length: int) -> None:
    with pytest.raises(LedgerError, match=r"ledger\.bad-edge"):
        Edge.from_bytes(size, b"\0" * length)


def test_a_tree_of_70000_has_the_tiles_that_c2sp_says() -> None:
    """The example of c2sp.org/tlog-tiles: 273 full tiles and one of 112, one full and one of 17, one of 1."""
    edge, tiles = grow([70_000])
    assert sum(level == 0 for level, _, _ in tiles) == 273
    assert [(level, n) for level, n, _ in tiles if level] == [(1, 0)]
    widths = [(level, n, width) for level, n, width, _ in edge.partial_tiles()]
    assert widths == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    for level, n, tile in tiles:
        span = TILE_WIDTH**level
        first = n * TILE_WIDTH * span
        assert tile[:32] == tree_root(LEAVES[first : first + span])
        assert tile[-32:] == tree_root(LEAVES[first + 255 * span : first + 256 * span])


def test_a_tree_of_256_has_a_full_leaf_tile_and_one_hash_above() -> None:
    edge, tiles = grow([256])
    assert [(level, n) for level, n, _ in tiles] == [(0, 0)]
    assert edge.partial_tiles() == [(1, 0, 1, ROOTS[256])]


def test_an_empty_tree_has_the_root_of_nothing_and_no_tiles() -> None:
    edge = Edge.empty()
    assert (edge.root(), edge.partial_tiles(), edge.append([])) == (EMPTY_ROOT, [], (edge, []))


def test_half_a_hash_cannot_be_appended() -> None:
    with pytest.raises(LedgerError, match=r"ledger\.bad-tile"):
        Edge.empty().append_packed(b"\0" * 33)
