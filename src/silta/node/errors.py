"""The errors of a node: what an action refuses to do, and a home that cannot be used."""

from silta.words.errors import SiltaError


class Refused(SiltaError):
    """An action that may not be done as asked; nothing has changed."""


class Denied(SiltaError):
    """An actor without the role that an action needs: `permission.denied`."""


class NotFound(SiltaError):
    """A record, draft, log or arrangement that this node does not have."""


class HomeRefused(SiltaError):
    """A node's folder that cannot be made or read."""
