"""Logs that prove themselves: canonical bytes, Merkle tree, signed notes, checkpoints, tiles, bodies, charter, verification.

Pure: bytes and values in, verified values or one named `SiltaError` out. The formats are described for an outside implementer
in `docs/formats.md`; `silta.ledger.verify` is the part that everything else trusts.
"""
