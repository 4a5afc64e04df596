"""`silta charter`: write the charter of an arrangement from the keys that the parties gave each other."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.words import tr
from silta.words.errors import SiltaError

HELP = "write the charter of an arrangement from the parties' keys"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("arrangement", help=tr("identifier of the arrangement: kz-fi-2025"))
    parser.add_argument(
        "--title",
        required=True,
        action="append",
        metavar="LANG=TITLE",
        help=tr("title in one language; repeat"),
    )
    parser.add_argument(
        "--party",
        required=True,
        action="append",
        metavar="VKEY",
        help=tr("a party's key; repeat, in their order"),
    )
    parser.add_argument(
        "--name", required=True, action="append", metavar="PARTY.LANG=NAME", help=tr("a party's name; repeat")
    )
    parser.add_argument("--ceiling", default="tlp-amber", help=tr("highest marking that may be released"))
    parser.add_argument("--out", type=Path, required=True, help=tr("file to write"))


def run(args: Namespace) -> int:
    from silta.ledger.charter import Charter, Party

    names: dict[str, dict[str, str]] = {}
    for item in args.name:
        place, name = _pair(item, "--name")
        code, _, language = place.partition(".")
        names.setdefault(code, {})[language] = name
    parties = []
    for vkey in args.party:
        code = vkey.split("+", 1)[0].rsplit("/", 1)[-1]
        own = names.get(code, {"en": code})
        parties.append(Party(code=code, names=own, vkey=vkey, languages=tuple(own)))
    title = dict(_pair(item, "--title") for item in args.title)
    charter = Charter(
        arrangement=args.arrangement, title=title, parties=tuple(parties), marking_ceiling=args.ceiling
    )
    args.out.write_bytes(charter.to_bytes())
    if args.json:
        print(json.dumps({"file": str(args.out), "fingerprint": charter.fingerprint()}))
        return 0
    print(
        tr("Charter written to {path}. Its fingerprint, to be compared by telephone or in person:").format(
            path=args.out
        )
    )
    print(charter.fingerprint())
    return 0


def _pair(item: str, option: str) -> tuple[str, str]:
    left, sign, right = item.partition("=")
    if not sign or not left or not right:
        raise SiltaError("cli.not-a-pair", option, value=item)
    return left, right
