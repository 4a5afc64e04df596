"""The web server, for a node and for the demonstration's nodes alike."""

from __future__ import annotations

import socket

from silta.words.errors import SiltaError


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


def check_free(host: str, port: int) -> None:
    """Refuse an address that another program listens on: the server shares its port, so that two nodes would share their readers.

    Raises `SiltaError` `cli.cannot-listen`.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SiltaError("cli.cannot-listen", f"{host}:{port}", detail=error.strerror or str(error)) from None
