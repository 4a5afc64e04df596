"""The projection: records, revisions, references and responses as the logs tell them. Thrown away and rebuilt by `silta rebuild`."""

from django.db import models

from silta.node.models.logs import Arrangement, Log


class Record(models.Model):
    """The latest word on one record. `uid` is its UUIDv7; a partner that reuses another party's uid gets a row of its own.

    `titles` and `sort_keys` hold the title and its collation key per interface language; `folded` is what search looks in.
    `state` is the typed state of the latest revision, `due` the ISO date that the kind is bound to, `year` the year it counts for.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="records")
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="records")
    party = models.CharField(max_length=12)
    uid = models.UUIDField()
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=40, default="")
    year = models.PositiveSmallIntegerField(null=True)
    due = models.CharField(max_length=10, default="")
    marking = models.CharField(max_length=40, default="")
    revision_number = models.PositiveIntegerField()
    leaf = models.CharField(max_length=64)
    released_at = models.CharField(max_length=20)
    withdrawn = models.BooleanField(default=False)
    erased = models.BooleanField(default=False)
    fields = models.JSONField(default=dict)
    titles = models.JSONField(default=dict)
    sort_kk = models.CharField(max_length=200, default="")
    sort_ru = models.CharField(max_length=200, default="")
    sort_fi = models.CharField(max_length=200, default="")
    sort_en = models.CharField(max_length=200, default="")
    folded = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "uid"], name="one_record_per_uid_and_log")]
        indexes = [
            models.Index(fields=["kind", "withdrawn", "uid"]),
            models.Index(fields=["uid"]),
            models.Index(fields=["leaf"]),
            models.Index(fields=["kind", "state"]),
            models.Index(fields=["kind", "year"]),
        ]


class Revision(models.Model):
    """One released revision; `fields` is null when its body was erased."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    index = models.BigIntegerField()
    leaf = models.CharField(max_length=64)
    time = models.CharField(max_length=20)
    role = models.CharField(max_length=20)
    marking = models.CharField(max_length=40)
    schema = models.PositiveIntegerField(default=1)
    body_digest = models.CharField(max_length=64)
    fields = models.JSONField(null=True)
    attachments = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="one_revision_per_number")]
        indexes = [models.Index(fields=["leaf"]), models.Index(fields=["time"])]


class Reference(models.Model):
    """A pointer out of the latest revision of `record`: to a record's uid or to a provision's address."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="references")
    field = models.CharField(max_length=60)
    target_uid = models.UUIDField(null=True)
    target_revision = models.PositiveIntegerField(null=True)
    provision = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [models.Index(fields=["target_uid"]), models.Index(fields=["provision"])]


class Response(models.Model):
    """A party's answer to an entry. It joins its target by leaf, which may arrive later than the answer."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="responses")
    party = models.CharField(max_length=12)
    index = models.BigIntegerField()
    verdict = models.CharField(max_length=12)
    target_origin = models.CharField(max_length=80)
    target_index = models.BigIntegerField()
    target_leaf = models.CharField(max_length=64)
    time = models.CharField(max_length=20)
    role = models.CharField(max_length=20)
    reasons = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "index"], name="one_response_per_entry")]
        indexes = [models.Index(fields=["target_leaf"]), models.Index(fields=["time"])]
