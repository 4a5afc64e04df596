"""What was said: arrangements, logs, entries with their bodies, blobs, and the receipts that partners gave."""

from django.db import models

from silta.node import clock


class Arrangement(models.Model):
    """An arrangement that this node takes part in; `charter` holds the exact bytes whose fingerprint the parties compared.

    `quiet_months` is this node's own choice: after how many months without contact an area is named.
    """

    id = models.CharField(primary_key=True, max_length=48)
    charter = models.BinaryField()
    position = models.PositiveSmallIntegerField(default=0)
    quiet_months = models.PositiveSmallIntegerField(default=6)


class Log(models.Model):
    """One party's log under one arrangement: our own, or our verified copy of a partner's.

    `size`, `edge` and `checkpoint` change together. A log with `frozen_code` set takes nothing more until a person has dealt
    with the evidence: the two signed notes that do not fit each other.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="logs")
    party = models.CharField(max_length=12)
    origin = models.CharField(max_length=80, unique=True)
    is_own = models.BooleanField(default=False)
    size = models.BigIntegerField(default=0)
    edge = models.BinaryField(default=b"")
    checkpoint = models.BinaryField(default=b"")
    opened_at = models.CharField(max_length=20, default="")
    source = models.CharField(max_length=500, default="", blank=True)
    checked_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    frozen_code = models.CharField(max_length=60, default="", blank=True)
    frozen_where = models.CharField(max_length=300, default="", blank=True)
    frozen_at = models.DateTimeField(null=True)
    evidence_held = models.BinaryField(default=b"")
    evidence_offered = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["arrangement", "party"], name="one_log_per_party")]


class Entry(models.Model):
    """One entry: the exact bytes, their leaf hash, and the body that travels beside it (null: none, or erased).

    `held_at` is when this node got it, which is later than the entry's own time for what a partner said.
    """

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="entries")
    index = models.BigIntegerField()
    leaf = models.BinaryField(max_length=32)
    raw = models.BinaryField()
    body = models.BinaryField(null=True)
    held_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "index"], name="one_entry_per_index")]
        indexes = [models.Index(fields=["held_at"])]


class Blob(models.Model):
    """An attachment or package, addressed by its SHA-256; the bytes lie in the node's file storage under `blob/<sha256>`."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    held = models.BooleanField(default=True)


class Receipt(models.Model):
    """A party's signed word that it holds `log` up to `size`: the note with its cosignature. The newest one per holder."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="receipts")
    holder = models.CharField(max_length=12)
    size = models.BigIntegerField()
    time = models.DateTimeField()
    note = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "holder"], name="newest_receipt_per_holder")]
