"""The reader of the weights, on a tiny file of the same format."""

from __future__ import annotations

import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.vectors.errors import VectorsError
from silta.crosswalk.vectors.graph import repack, unpack
from silta.crosswalk.vectors.tokens import MOST_TOKENS, TextTokens
from silta.crosswalk.vectors.weights import BLOCK, Bytes, Vocabulary, read_weights

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁a", "▁b", "b")


def entry(name: str, kind: int, elements: int, offset: int, size: int) -> bytes:
    return struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, elements, offset, size)


def tiny_file(block: int = 32, beyond: int = 0) -> Bytes:
    """Hidden width 32, one layer, seven pieces; one float tensor of 32 values and one quantised tensor of one block."""
    blob = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 1, 64, len(PIECES), 16, 1, 1e-5, block)
    words = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + offsets.tobytes()
    words += np.zeros(len(PIECES), "<f4").tobytes() + blob
    change = struct.pack("<IB", ord("ё"), 1) + struct.pack("<I", ord("е"))
    words += struct.pack("<iI", 1, len(change)) + change
    floats = np.arange(32, dtype="<f4").tobytes()
    blocks = np.array([(0.5, np.arange(16))], BLOCK).tobytes()
    start = len(head) + len(words) + 4 + len(entry("norm", 0, 0, 0, 0)) + len(entry("word", 0, 0, 0, 0))
    directory = struct.pack("<i", 2) + entry("norm", 0, 32, start, len(floats))
    directory += entry("word", 1, 32, start + len(floats) + beyond, len(blocks))
    return np.frombuffer(head + words + directory + floats + blocks, np.uint8)


def test_shape_vocabulary_and_tensors_are_read() -> None:
    weights = read_weights(tiny_file())
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.positions) == (32, 1, 16)
    assert [piece for piece, _ in weights.vocabulary.pieces] == list(PIECES)
    assert weights.vocabulary.replacements == {ord("ё"): "е"}
    assert weights.floats("norm").tolist() == list(range(32))
    assert weights.blocks("word")["scale"].tolist() == [0.5]


@pytest.mark.parametrize(
    ("buffer", "where"),
    [
        (np.zeros(100, np.uint8), "magic"),
        (np.zeros(0, np.uint8), "magic"),
        (tiny_file(block=64), "header"),
        (tiny_file()[:60], "vocabulary"),
        (tiny_file(beyond=1), "tensors"),
    ],
)
def test_a_damaged_file_is_refused_and_the_part_named(buffer: Bytes, where: str) -> None:
    with pytest.raises(VectorsError) as caught:
        read_weights(buffer)
    assert (caught.value.code, caught.value.where) == ("vectors.weights-unreadable", where)


@given(st.integers(0, len(tiny_file()) - 1))
def test_a_truncated_file_is_refused(size: int) -> None:
    with pytest.raises(VectorsError):
        read_weights(tiny_file()[:size])


@given(st.integers(0, len(tiny_file()) - 1), st.integers(1, 255))
def test_a_changed_byte_is_read_or_refused_but_never_crashes(place: int, change: int) -> None:
    damaged = tiny_file().copy()
    damaged[place] ^= change
    with suppress(VectorsError):
        read_weights(damaged)


@pytest.mark.parametrize("name", ["missing", "word"])
def test_a_tensor_that_is_missing_or_of_the_other_kind_is_named(name: str) -> None:
    with pytest.raises(VectorsError) as caught:
        read_weights(tiny_file()).floats(name)
    assert caught.value.where == name


def test_blocks_hold_low_nibbles_first() -> None:
    blocks = np.array([(0.5, np.arange(16) | (15 - np.arange(16)) << 4)], BLOCK)
    expected = (np.concatenate([np.arange(16), 15 - np.arange(16)]) - 8) * 0.5
    assert unpack(blocks).tolist() == expected.tolist()


@given(st.binary(min_size=32, max_size=32))
def test_repacked_blocks_hold_the_same_values(nibbles: bytes) -> None:
    blocks = np.zeros(2, BLOCK)
    blocks["scale"] = (0.25, 2)
    blocks["nibbles"] = np.frombuffer(nibbles, np.uint8).reshape(2, 16)
    packed, scales = repack(blocks, rows=2)
    halves = np.stack([packed & 15, packed >> 4], axis=-1).reshape(2, 32)
    assert np.array_equal((halves.astype(np.float32) - 8) * scales, unpack(blocks).reshape(2, 32))


def test_texts_become_framed_ids() -> None:
    pieces = [(piece, -1.0) for piece in (*PIECES, "▁", "▁query:", "▁passage:", "c")]
    tokens = TextTokens(Vocabulary(pieces, start=0, end=2, unknown=3, replacements={ord("б"): "b"}))
    ids = [found.tolist() for found in tokens.ids(["a  б", "", "\0 ", "b\0b"], "query")]
    assert ids == [[0, 8, 4, 5, 2], [], [], [0, 8, 5, 6, 2]]
    (long,) = tokens.ids(["b " * 900], "passage")
    assert (len(long), long[-1]) == (MOST_TOKENS, 2)
