"""Which roles may do what, for those who call actions. It lies one floor up, where exchange and queries can use it too."""

from silta.node.permissions import (
    ADMINISTRATORS,
    AUDITORS,
    HEADS,
    KEEPERS,
    RATERS,
    RELEASERS,
    WRITERS,
    may,
    require,
)

__all__ = [
    "ADMINISTRATORS",
    "AUDITORS",
    "HEADS",
    "KEEPERS",
    "RATERS",
    "RELEASERS",
    "WRITERS",
    "may",
    "require",
]
