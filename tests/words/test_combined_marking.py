from __future__ import annotations

import pytest

from silta.words.markings import combined_marking


@pytest.mark.parametrize(
    ("given", "combined"),
    [
        ((), ("public",)),
        (("tlp-green", "public", "tlp-amber"), ("tlp-amber",)),
        (("tlp-amber-strict", "proprietary", "public"), ("tlp-amber-strict", "proprietary")),
        (("kz-dsp", "fi-secret-by-law"), ("fi-secret-by-law", "kz-dsp")),
        (("tlp-purple", "tlp-red"), ("tlp-purple", "tlp-red")),
    ],
)
def test_a_document_carries_the_strictest_rule_and_every_marking_beside_it(
    given: tuple[str, ...], combined: tuple[str, ...]
) -> None:
    assert combined_marking(given) == combined
