"""The Django app of the node layer."""

from django.apps import AppConfig


class NodeConfig(AppConfig):
    """Models, actions, queries and exchange of one node."""

    name = "silta.node"
    label = "node"
    default_auto_field = "django.db.models.BigAutoField"
