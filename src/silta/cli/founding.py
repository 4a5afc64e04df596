"""Starting Django for a node, and making a node that can work alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from silta.cli.words import language


def start_django(path: Path) -> None:
    """Set Django up for the node in `path`, in the language of the command."""
    os.environ["SILTA_HOME"] = str(path.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "silta.config.settings"
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language())


def found_local(
    path: Path, party: str = "local", names: dict[str, str] | None = None, **options: Any
) -> None:
    """Make a node with a log of its own, so that there is something to release to, publish and verify before any partner."""
    from silta.node.home import Home

    names = names or {"en": party}
    home = Home.create(path, party, names, **options)
    start_django(path)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from silta.ledger.charter import Charter, Party
    from silta.ledger.checkpoints import log_origin
    from silta.ledger.notes import Signer
    from silta.node.actions.setup import found

    own = f"own-{party}"
    vkey = Signer(log_origin(own, party), home.seed()).vkey
    alone = Party(code=party, names=names, vkey=vkey, languages=("en",))
    found(home, Charter(arrangement=own, title=names, parties=(alone,), marking_ceiling="tlp-red").to_bytes())
