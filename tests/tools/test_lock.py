"""The check of the locks answers from the tree alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import lock

PROJECT = """
[project]
name = "example"
version = "1"
dependencies = ["django>=5.2"]
[project.optional-dependencies]
install = []
dev = ["pytest"]
"""
HASH = " \\\n    --hash=sha256:00\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    for name, body in {
        "requirements.lock": f"django==5.2.9{HASH}",
        "requirements-dev.lock": f"django==5.2.9{HASH}pytest==9.0 ; sys_platform != 'x'{HASH}",
    }.items():
        (tmp_path / name).write_text(f"{lock.stamp(lock.LOCKS[name])}\n{body}", encoding="utf-8")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_locks_that_answer_to_the_project_pass(tree: Path) -> None:
    assert lock.check() == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("pyproject.toml", '"pytest"', '"pytest", "ruff"', "ruff is answered by nothing"),
        ("pyproject.toml", ">=5.2", ">=5.3", "django>=5.3 is answered by 5.2.9"),
        ("pyproject.toml", '["pytest"]', "[]", "asks for other things"),
        ("requirements.lock", HASH, "\n", "django has no hash"),
        ("requirements.lock", "5.2.9", "5.2.8", "django is 5.2.9, not 5.2.8"),
        ("requirements.lock", "django", "--index-url https://x.example/\ndjango", "names an address"),
    ],
)
def test_a_lock_that_does_not_answer_is_named_with_its_fault(
    tree: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, complaint: str
) -> None:
    change(tree / file, old, new)
    assert lock.check() == 1
    assert complaint in capsys.readouterr().out
