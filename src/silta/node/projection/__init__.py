"""The projection: what the logs say, folded into rows that pages and reports read.

`apply` folds verified entries of one log. What comes out does not depend on how a log was cut into batches, nor on the order in
which different logs arrive: a row follows from its own log, and what joins two logs (a response and its target, the standing
that answers give to a record) is computed anew whichever of the two comes last. `rebuild` throws all rows away and folds all
logs again; `digest` says whether two projections are the same.
"""

from silta.node.projection.applying import apply
from silta.node.projection.rebuilding import digest, rebuild

__all__ = ["apply", "digest", "rebuild"]
