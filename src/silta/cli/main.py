"""Parsing of the command line. One module in `silta.cli.commands` and one line in `COMMANDS` make a command.

Nothing heavy is imported before a command runs: `silta --help` must answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Final

from silta.cli.words import choose_language, tr

COMMANDS: Final = (
    "init",
    "key",
    "charter",
    "join",
    "user",
    "serve",
    "work",
    "digest",
    "demo",
    "import",
    "export",
    "provisions",
    "compare",
    "suggest",
    "draft",
    "records",
    "show",
    "release",
    "respond",
    "publish",
    "bundle",
    "own-data",
    "sync",
    "recover",
    "verify",
    "report",
    "proof",
    "export-crosswalk",
    "import-decisions",
    "export-translations",
    "import-translations",
    "rebuild",
    "upgrade",
)


def _module(command: str) -> ModuleType:
    return import_module(f"silta.cli.commands.{command.replace('-', '_')}_")


argparse._ = tr  # type: ignore[attr-defined]  # its own words, in `parser_words`; it asks for them by this name alone


class _Parser(argparse.ArgumentParser):
    """argparse whose errors are told as ours are."""

    def error(self, message: str) -> None:  # type: ignore[override]  # argparse declares NoReturn; exit does not return
        self.print_usage(sys.stderr)
        self.exit(2, tr("{program}: {message}").format(program=self.prog, message=message) + "\n")


def _parser(only: str | None) -> argparse.ArgumentParser:
    """The parser; with `only` a command's name, just that command's module is imported."""
    common = _Parser(add_help=False)
    common.add_argument(
        "--home", default=argparse.SUPPRESS, help=tr("the node's folder (else SILTA_HOME, else var/node)")
    )
    common.add_argument(
        "--lang",
        default=argparse.SUPPRESS,
        choices=("kk", "ru", "fi", "en"),
        help=tr("language of the output"),
    )
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=tr("print JSON for other tools")
    )
    parser = _Parser(
        prog="silta", parents=[common], description=tr("Silta, the workbench of cooperating regulators.")
    )
    commands = parser.add_subparsers(
        dest="command", metavar=tr("COMMAND"), parser_class=_Parser, required=True
    )
    for name in (only,) if only else COMMANDS:
        module = _module(name)
        child = commands.add_parser(name, parents=[common], help=tr(module.HELP), description=tr(module.HELP))
        module.configure(child)
        child.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 refused or found wrong (said on standard error), 2 the call itself was wrong."""
    words = list(sys.argv[1:] if argv is None else argv)
    choose_language(words, os.environ)
    only = next((word for word in words if word in COMMANDS), None)
    args = _parser(only).parse_args(words)
    args.json = getattr(args, "json", False)
    args.home = getattr(args, "home", None)
    try:
        return int(args.run(args) or 0)
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from silta.cli.refusals import refusal_of

        refusal = refusal_of(error, args)
        if refusal is None:
            raise
        from silta.cli.output import complain

        complain(refusal, as_json=args.json)
        return 1
