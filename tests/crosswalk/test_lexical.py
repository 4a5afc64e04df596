from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.lexical import count_ngrams, ngram_vectors

texts = st.lists(st.text(max_size=40), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Реактор (5)", "reaktor 5"),
        ("Säteily-suojelu", "sateily suojelu"),
        ("ещё _ й", "eshe i"),
        ("Қауіп", "kauip"),
        ("ﬁ Ⅳ", "fi iv"),
        ("  ", ""),
    ],
)
def test_case_accents_punctuation_and_alphabet_do_not_count(text: str, plain: str) -> None:
    assert np.array_equal(count_ngrams([text]), count_ngrams([plain]))
    assert count_ngrams([text]).any() == bool(plain)


def test_words_of_one_origin_meet_across_alphabets() -> None:
    ours, theirs = ngram_vectors(["реактор"], ["reaktori", "luvanhaltija"])
    likeness = (ours @ theirs.T)[0]
    assert likeness[0] > 0.3
    assert likeness[1] == 0


def test_each_ngram_of_a_text_is_counted_once() -> None:
    counts = count_ngrams(["abc", "abcd", ""], buckets=1 << 14)
    # " abc " has 3 + 2 + 1 n-grams of 3, 4 and 5 characters, " abcd " 4 + 3 + 2; "  " none.
    assert counts.sum(axis=1).tolist() == [6, 9, 0]


@given(texts)
def test_ngrams_do_not_run_over_into_the_next_text(many: list[str]) -> None:
    together = count_ngrams(many)
    alone = np.concatenate([count_ngrams([text]) for text in many])
    assert np.array_equal(together, alone)


@given(texts, texts)
def test_likeness_is_a_cosine(ours: list[str], theirs: list[str]) -> None:
    a, b = ngram_vectors(ours, theirs)
    likeness = a @ b.T
    assert np.isfinite(likeness).all()
    assert (likeness >= 0).all()
    assert (likeness <= 1 + 1e-5).all()


@given(texts)
def test_a_text_is_most_like_itself(many: list[str]) -> None:
    a, b = ngram_vectors(many, many)
    likeness = a @ b.T
    assert (np.diag(likeness) >= likeness.max(axis=1) - 1e-5).all()
