"""Attachments and packages as files of the home, addressed by the SHA-256 of their bytes."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from silta.node.home import Home


def store(home: Home, data: bytes) -> str:
    """Keep `data` and return its digest. The same bytes are kept once."""
    digest = sha256(data).hexdigest()
    target = home.blob_path(digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(target)
    return digest
