"""Numbers in a call: what makes no sense is refused by the parser, before anything is begun."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable

from silta.cli.words import tr


def whole(least: int, most: int) -> Callable[[str], int]:
    """The type of an argument that is a whole number from `least` to `most`."""

    def parse(word: str) -> int:
        number = int(word) if word.isascii() and word.isdigit() and len(word) < 10 else least - 1
        if not least <= number <= most:
            told = tr("“{word}” is not a whole number from {least} to {most}")
            raise ArgumentTypeError(told.format(word=word, least=least, most=most))
        return number

    return parse
