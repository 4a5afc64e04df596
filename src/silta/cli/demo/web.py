"""The web server of one demonstration node: ``python -m silta.cli.demo.web PORT``, with SILTA_HOME naming the node."""

from __future__ import annotations

import sys

from silta.cli.demo.parent import stop_with_parent
from silta.cli.serving import serve

if __name__ == "__main__":
    stop_with_parent()
    serve("127.0.0.1", int(sys.argv[1]), 1)
