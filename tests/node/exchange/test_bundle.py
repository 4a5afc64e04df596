"""Sealed files: only members open them, every byte counts, and nothing strange inside is followed."""

from __future__ import annotations

import io
import tarfile
from contextlib import closing
from pathlib import Path

import pyrage
import pytest

from silta.ledger.errors import MissingFile
from silta.node.actor import Actor
from silta.node.exchange import bundle
from silta.node.exchange.bundle import BundleSource, seal, write_bundle
from silta.node.exchange.mirror import sync
from silta.node.exchange.opening import open_source
from silta.node.exchange.sources import SourceUnreachable
from silta.node.home import Home
from silta.node.models import Log
from tests.ledger.publisher import ARRANGEMENT, SimulatedParty, charter, publish, seed
from tests.node.exchange.offering import flip, write

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]
CHARTER = f"{ARRANGEMENT}/charter.json"


@pytest.fixture
def sealed(node: Home, south: SimulatedParty, tmp_path: Path) -> Path:
    """What South has published, sealed."""
    return seal(write(tmp_path / "south", publish(south)), tmp_path / "south.silta", charter())


def refusal(file: Path, home: Home) -> tuple[str, str]:
    with pytest.raises(SourceUnreachable) as caught:
        BundleSource(file, home)
    return caught.value.code, caught.value.where


def packed(*members: tuple[tarfile.TarInfo, bytes], form: int = tarfile.USTAR_FORMAT) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=form) as tar:
        for info, raw in members:
            info.size = len(raw)
            tar.addfile(info, io.BytesIO(raw))
    return held.getvalue()


def sealing(home: Home, file: Path, plain: bytes) -> Path:
    """Anything at all, sealed for the members as anyone who knows the charter can."""
    file.write_bytes(pyrage.encrypt(plain, [bundle._recipient(party.vkey) for party in charter().parties]))
    return file


def test_what_was_sealed_is_taken_over_by_the_name_of_the_file(node: Home, sealed: Path) -> None:
    with open_source(str(sealed), node) as source:
        (result,) = sync(source, Actor.operator("coordinator"))
    assert result.problems == ()
    assert result.after == 300


def test_a_node_seals_what_it_publishes_and_opens_it_again(node: Home, sealed: Path, tmp_path: Path) -> None:
    with open_source(str(sealed), node) as source:
        sync(source, Actor.operator("coordinator"))
    written = write_bundle(tmp_path / "stick" / "ours.silta")
    assert {log.origin: log.size for log in written} == {
        log.origin: log.size for log in Log.objects.exclude(checkpoint=b"")
    }
    with closing(BundleSource(tmp_path / "stick" / "ours.silta", node)) as source:
        assert source(CHARTER, 100_000) == charter().to_bytes()
        assert len(source(CHARTER, 9)) == 10
        with pytest.raises(MissingFile):
            source(f"{ARRANGEMENT}/south/blob/{'0' * 64}", 10)
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["ours.silta"]


def test_nobody_else_opens_it_and_it_shows_nothing(node: Home, sealed: Path, tmp_path: Path) -> None:
    stranger = Home.create(tmp_path / "stranger", "east", {"en": "East"}, seed=seed("east"))
    assert refusal(sealed, stranger) == ("exchange.bundle-not-for-us", str(sealed))
    assert b"checkpoint" not in sealed.read_bytes()


@pytest.mark.parametrize("share", [0.02, 0.5, 0.999])
def test_one_changed_byte_anywhere_is_noticed_before_anything_is_used(
    node: Home, sealed: Path, share: float
) -> None:
    raw = sealed.read_bytes()
    sealed.write_bytes(flip(raw, int(len(raw) * share)))
    assert refusal(sealed, node)[0] in ("exchange.bad-bundle", "exchange.bundle-not-for-us")
    sealed.write_bytes(raw[: int(len(raw) * share)])
    assert refusal(sealed, node)[0] in ("exchange.bad-bundle", "exchange.bundle-not-for-us")


def test_what_is_no_sealed_file_is_told_apart(
    node: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(tmp_path / "none.silta", node)[0] == "exchange.no-file"
    (tmp_path / "text.silta").write_text("Dear colleagues")
    assert refusal(tmp_path / "text.silta", node)[0] == "exchange.bad-bundle"
    monkeypatch.setattr(bundle, "MAX_BUNDLE", 3)
    assert refusal(tmp_path / "text.silta", node)[0] == "exchange.bundle-too-large"


def link(name: str) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return made


@pytest.mark.parametrize(
    ("plain", "where"),
    [
        (packed((tarfile.TarInfo("../../etc/passwd"), b"x")), "../../etc/passwd"),
        (packed((tarfile.TarInfo("/etc/passwd"), b"x")), "/etc/passwd"),
        (packed((link(CHARTER), b"")), CHARTER),
        (packed((tarfile.TarInfo(CHARTER), b"1"), (tarfile.TarInfo(CHARTER), b"2")), CHARTER),
        (packed((tarfile.TarInfo("ә/charter.json"), b"1"), form=tarfile.PAX_FORMAT), None),
        (packed((tarfile.TarInfo(CHARTER), b"1" * 600))[:900], CHARTER),
        (b"\xff" * 1024, None),
        (b"", None),
    ],
    ids=["upwards", "absolute", "link", "twice", "extended", "cut-short", "no-tar", "empty"],
)
def test_a_sealed_file_with_something_strange_inside_is_refused_whole(
    node: Home, tmp_path: Path, plain: bytes, where: str | None
) -> None:
    code, place = refusal(sealing(node, tmp_path / "strange.silta", plain), node)
    assert code == "exchange.bad-bundle"
    assert where is None or place == where


def test_sealing_again_replaces_the_file_as_a_whole(
    node: Home, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sealed.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(pyrage, "encrypt_io", fail)
    with pytest.raises(OSError, match="no space"):
        seal(tmp_path / "south", sealed, charter())
    assert sealed.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".new")) == []
