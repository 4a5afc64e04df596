"""The only writes of a node. Every action is one transaction, takes the acting user, and raises `SiltaError` on refusal."""
