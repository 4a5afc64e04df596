"""Preparing the demonstration: two nodes are made, and the story is told to them step by step, each in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from silta.cli.demo.outlines import COMPARED, OUTLINES
from silta.cli.demo.people import PASSWORD
from silta.cli.demo.story import ARRANGEMENT, Held, read_story
from silta.cli.demo.turns import turns
from silta.ledger.charter import Charter, Party
from silta.node.home import Home
from silta.words.errors import Problem, SiltaError

OPENED: Final = "2025-11-03T06:00:00+00:00"
TITLES: Final = {
    "kk": "Қазақстан – Финляндия меморандумы, 2025",
    "ru": "Меморандум Казахстан – Финляндия, 2025",
    "fi": "Yhteisymmärryspöytäkirja Kazakstan–Suomi, 2025",
    "en": "Memorandum Kazakhstan – Finland, 2025",
}


@dataclass(frozen=True)
class Side:
    """One of the two parties: the name of the authority, of its node, and where and how it works."""

    code: str
    port: int
    authority: dict[str, str]
    node: dict[str, str]
    time_zone: str
    language: str
    languages: tuple[str, ...]


SIDES: Final = (
    Side(
        "kz",
        8002,
        {
            "kk": "Қазақстан Республикасының Атом энергиясы жөніндегі агенттігі",
            "ru": "Агентство Республики Казахстан по атомной энергии",
            "fi": "Kazakstanin tasavallan atomienergiavirasto",
            "en": "Agency of the Republic of Kazakhstan for Atomic Energy",
        },
        {"kk": "Агенттіктің торабы", "ru": "Узел Агентства", "fi": "Viraston solmu", "en": "Node of the Agency"},
        "Asia/Almaty",
        "kk",
        ("kk", "ru"),
    ),
    Side(
        "fi",
        8001,
        {
            "kk": "Финляндияның Радиациялық және ядролық қауіпсіздік басқармасы (STUK)",
            "ru": "Управление по радиационной и ядерной безопасности Финляндии (STUK)",
            "fi": "Säteilyturvakeskus (STUK)",
            "en": "Radiation and Nuclear Safety Authority of Finland (STUK)",
        },
        {"kk": "STUK торабы", "ru": "Узел STUK", "fi": "STUKin solmu", "en": "Node of STUK"},
        "Europe/Helsinki",
        "fi",
        ("fi", "en"),
    ),
)  # fmt: skip


@dataclass
class Node:
    """A node in the making: its home, and the process that takes orders for it."""

    side: Side
    home: Path
    outbox: Path
    process: subprocess.Popen[str] = field(repr=False)

    @classmethod
    def start(cls, side: Side, root: Path) -> Node:
        home = root / side.code
        command = [sys.executable, "-m", "silta.cli.demo.step", str(home)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")  # noqa: S603
        return cls(side, home, root / "exchange" / side.code, process)

    def order(self, do: str, **arguments: Any) -> None:
        """Send an order; `answer` waits for what comes of it."""
        assert self.process.stdin is not None  # noqa: S101 - it was asked for
        self.process.stdin.write(json.dumps({"do": do, "with": arguments}) + "\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        """What came of the oldest order. Raises `SiltaError`: what the node refused, or `demo.broke-off`."""
        assert self.process.stdout is not None  # noqa: S101 - it was asked for
        line = self.process.stdout.readline()
        if not line:
            raise SiltaError("demo.broke-off", str(self.home))
        answer = json.loads(line)
        if "refused" in answer:
            raise SiltaError.of(tuple(Problem(p["code"], p["where"], p["data"]) for p in answer["refused"]))
        return answer["done"]

    def ask(self, do: str, **arguments: Any) -> Any:
        self.order(do, **arguments)
        return self.answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self.process:  # closes its pipes, which ends it, and waits
            pass


def make_homes(root: Path) -> Path:
    """Make both homes with new keys, and the charter that names them; the charter's file."""
    parties = []
    for side in SIDES:
        home = Home.create(
            root / side.code, side.code, side.node,
            time_zone=side.time_zone, language=side.language, demo=True, demo_password=PASSWORD,
        )  # fmt: skip
        vkey = home.signer(ARRANGEMENT).vkey
        parties.append(Party(code=side.code, names=side.authority, vkey=vkey, languages=side.languages))
    charter = Charter(
        arrangement=ARRANGEMENT, title=TITLES, parties=tuple(parties), marking_ceiling="tlp-amber"
    )
    file = root / "charter.json"
    file.write_bytes(charter.to_bytes())
    return file


def tell(root: Path, charter: Path, *, read_laws: bool = True) -> None:
    """Tell the story to the nodes under `root`; with `read_laws` the language model reads what they compare.

    Raises `SiltaError`: what a node refused, `demo.broke-off`.
    """
    with ExitStack() as stack:
        nodes = {side.code: stack.enter_context(Node.start(side, root)) for side in SIDES}
        _both(nodes, "found", charter=str(charter.resolve()), at=OPENED)
        held: dict[str, Held] = {}
        reader: Node | None = None
        compared = {address for pair in COMPARED for address in pair}
        texts = {outline.record for outline in OUTLINES if outline.address in compared}
        for turn in turns(read_story()):
            node, partner = nodes[turn.party], _partner(nodes, turn.party)
            if turn.listens:
                partner.ask("publish", folder=str(partner.outbox))
                node.ask("sync", folder=str(partner.outbox), at=turn.steps[0].at.isoformat())
            if read_laws and reader is None and turn.listens and texts <= held.keys():
                reader = stack.enter_context(Node.start(node.side, root))
                reader.order("compare")
            now = {name: asdict(one) for name, one in held.items()}
            told = node.ask("tell", first=turn.first, last=turn.first + len(turn.steps), held=now)
            held |= {name: Held(**one) for name, one in told.items()}
        _exchange(nodes)
        for side in SIDES:
            _partner(nodes, side.code).ask("link", party=side.code, address=f"http://127.0.0.1:{side.port}")
        _both(nodes, "names")
        _both(nodes, "mail")
        if reader:
            _share_vectors(reader, _partner(nodes, reader.side.code), root / "exchange" / "vectors.json")


def _share_vectors(reader: Node, partner: Node, file: Path) -> None:
    """Reading the laws takes as long as the whole story, which keeps only one processor busy: one node reads for both."""
    reader.answer()
    reader.ask("lend", file=str(file))
    partner.ask("borrow", file=str(file))


def _exchange(nodes: dict[str, Node]) -> None:
    """Bring both up to date, twice: the second round carries the receipts for the first."""
    for _ in range(2):
        for node in nodes.values():
            node.order("publish", folder=str(node.outbox))
        for node in nodes.values():
            node.answer()
        for node in nodes.values():
            partner = _partner(nodes, node.side.code)
            node.order("sync", folder=str(partner.outbox), at=None)
        for node in nodes.values():
            node.answer()


def _partner(nodes: dict[str, Node], code: str) -> Node:
    return next(node for other, node in nodes.items() if other != code)


def _both(nodes: dict[str, Node], do: str, **arguments: Any) -> None:
    """The same order to both nodes at once: on two cores it takes the time of one."""
    for node in nodes.values():
        node.order(do, **arguments)
    for node in nodes.values():
        node.answer()
