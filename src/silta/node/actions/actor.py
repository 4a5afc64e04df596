"""Who acts, for those who call actions. It lies one floor up, where exchange and queries can use it too."""

from silta.node.actor import Actor

__all__ = ["Actor"]
