"""The web server, for a node and for the demonstration's nodes alike."""

from __future__ import annotations


def serve(host: str, port: int, processes: int) -> int:
    """Run the web server until it is stopped. SILTA_HOME must name the node."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "silta.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=4,
        log_access=False,
    ).serve()
    return 0
