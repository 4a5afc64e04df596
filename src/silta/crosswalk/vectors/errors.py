"""Errors of the vector engine: the weights cannot be read, no engine runs here, or the caller stopped the
work.
"""

from __future__ import annotations

from silta.words.errors import SiltaError


class VectorsError(SiltaError):
    """Codes: `vectors.weights-unreadable`, `vectors.engine-missing`, `vectors.engine-wrong`,
    `vectors.cancelled`.
    """
