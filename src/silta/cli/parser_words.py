"""The words of argparse itself, so that the catalogues hold them; `silta.cli.main` lets it ask for them there."""

from __future__ import annotations

from silta.cli.words import tr


def words() -> tuple[str, ...]:
    """What argparse says in helps and refusals that people meet."""
    return (
        tr("usage: "),
        tr("positional arguments"),
        tr("options"),
        tr("show this help message and exit"),
        tr("the following arguments are required: %s"),
        tr("argument %(argument_name)s: %(message)s"),
        tr("invalid choice: %(value)r (choose from %(choices)s)"),
        tr("invalid %(type)s value: %(value)r"),
        tr("unrecognized arguments: %s"),
        tr("expected one argument"),
        tr("ambiguous option: %(option)s could match %(matches)s"),
    )
