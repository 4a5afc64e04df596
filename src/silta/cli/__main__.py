"""``python -m silta.cli``: the same as the `silta` command."""

import sys

from silta.cli.main import main

sys.exit(main())
