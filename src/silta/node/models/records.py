"""The projection: records, revisions, references and responses as the logs tell them. `silta rebuild` makes it anew."""

from django.db import models

from silta.node.models.logs import Arrangement, Log


class Worded(models.Model):
    """What a row knows of its own texts, so that those that need translating are found without reading them.

    `written_in` is the language that most of them are translated from; `wanting_*` what they lack in a language, as bits of
    `silta.records.wordings.OPEN`, and null if they lack nothing.
    """

    written_in = models.CharField(max_length=12, default="")
    wanting_kk = models.PositiveSmallIntegerField(null=True)
    wanting_ru = models.PositiveSmallIntegerField(null=True)
    wanting_fi = models.PositiveSmallIntegerField(null=True)
    wanting_en = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True


class Record(Worded):
    """The latest word on one record. `uid` is its id; a partner that reuses another party's uid gets a row of its own.

    Everything from `index` on follows from the latest revision, the one with the highest `index` in the log. `state` is the
    typed state, `standing` what the parties' answers make of it (`silta.records.computed.standing`); `due` is the last ISO day
    that the record is bound to, `year` the year it counts for (0: none). `titles` maps language tags to wordings (a name in no
    language has the tag ""); `sort_*` are collation keys of the title in each interface language; `folded` is what search looks
    in. `bound` is `due` while the standing lets it bind, and null otherwise. `owner` is the party that owes it, as far as the
    record names one; `crosswalk` that of a mapping (all zeros if it names none).
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="records")
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="records", db_index=False)
    party = models.CharField(max_length=12)
    uid = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=48)
    first_at = models.CharField(max_length=20)
    index = models.BigIntegerField()
    leaf = models.CharField(max_length=64, db_index=True)
    revision_number = models.PositiveBigIntegerField()
    released_at = models.CharField(max_length=20)
    marking = models.CharField(max_length=48)
    withdrawn = models.BooleanField(default=False)
    erased = models.BooleanField(default=False)
    number = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=48, default="")
    standing = models.CharField(max_length=48, default="")
    year = models.PositiveSmallIntegerField(default=0)
    due = models.CharField(max_length=10, default="")
    bound = models.CharField(max_length=10, null=True)  # noqa: DJ001 - an index of what is bound alone, as both databases read it
    owner = models.CharField(max_length=12, default="")
    crosswalk = models.UUIDField(null=True)
    fields = models.JSONField(default=dict)
    titles = models.JSONField(default=dict)
    sort_kk = models.CharField(max_length=200, default="")
    sort_ru = models.CharField(max_length=200, default="")
    sort_fi = models.CharField(max_length=200, default="")
    sort_en = models.CharField(max_length=200, default="")
    folded = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "uid"], name="one_record_per_uid_and_log")]
        # A list shows one kind of one arrangement in one order, fifty rows at a time: each order is an index to walk along.
        indexes = [
            models.Index(fields=["arrangement", "kind", "standing", "id"], name="record_by_state"),
            models.Index(fields=["arrangement", "kind", "number", "id"], name="record_by_number"),
            models.Index(fields=["arrangement", "kind", "due", "id"], name="record_by_due"),
            models.Index(fields=["arrangement", "kind", "released_at", "id"], name="record_by_time"),
            models.Index(fields=["arrangement", "kind", "party", "id"], name="record_by_party"),
            models.Index(fields=["arrangement", "kind", "year", "id"], name="record_by_year"),
            models.Index(fields=["arrangement", "kind", "sort_kk", "id"], name="record_by_title_kk"),
            models.Index(fields=["arrangement", "kind", "sort_ru", "id"], name="record_by_title_ru"),
            models.Index(fields=["arrangement", "kind", "sort_fi", "id"], name="record_by_title_fi"),
            models.Index(fields=["arrangement", "kind", "sort_en", "id"], name="record_by_title_en"),
            # What waits for a person, and what is near, is found and counted in these two alone: SQLite looks at the row for
            # every column of a condition that an index lacks, even if the index holds no other rows.
            models.Index(
                fields=[
                    "arrangement",
                    "kind",
                    "standing",
                    "due",
                    "released_at",
                    "log",
                    "owner",
                    "withdrawn",
                    "erased",
                ],
                name="record_waiting",
                condition=models.Q(withdrawn=False, erased=False),
            ),
            # What is bound, in the order of its days: what is late or near is the first part of it. Nothing that is withdrawn or
            # erased binds.
            models.Index(
                fields=[
                    "arrangement",
                    "bound",
                    "released_at",
                    "id",
                    "kind",
                    "log",
                    "owner",
                    "withdrawn",
                    "erased",
                ],
                name="record_bound",
                condition=models.Q(bound__isnull=False),
            ),
            models.Index(
                fields=["crosswalk", "standing", "log", "released_at", "withdrawn", "erased"],
                name="record_by_crosswalk",
                condition=models.Q(withdrawn=False, erased=False, crosswalk__isnull=False),
            ),
            *(
                models.Index(
                    fields=["arrangement", "party"],
                    name=f"record_wanting_{code}",
                    condition=models.Q(**{f"wanting_{code}__isnull": False}),
                )
                for code in ("kk", "ru", "fi", "en")
            ),
        ]


class Revision(models.Model):
    """One released revision, by the `index` of its entry: a partner may give two the same `number`, and both are kept.

    `fields` are those that can be relied upon (null: the body was erased). `odd` is ASCII JSON text of the rest, ``{"fields":
    as received, "problems": [[code, where], …]}``, and empty for a body that fits its kind: text, since a database may not be
    able to hold everything that a partner can send. `withdrawn` is the reason (a code) of the withdrawal at `withdrawn_index` of
    the same log, `erased` that of the erasure at `erased_index`.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveBigIntegerField()
    index = models.BigIntegerField()
    leaf = models.CharField(max_length=64, db_index=True)
    time = models.CharField(max_length=20)
    role = models.CharField(max_length=48)
    marking = models.CharField(max_length=48)
    schema = models.PositiveBigIntegerField(default=1)
    body_digest = models.CharField(max_length=64)
    fields = models.JSONField(null=True)
    odd = models.TextField(default="")
    attachments = models.JSONField(default=list)
    withdrawn = models.CharField(max_length=48, default="")
    withdrawn_index = models.BigIntegerField(null=True)
    erased = models.CharField(max_length=48, default="")
    erased_index = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "index"], name="one_revision_per_entry")]
        indexes = [
            models.Index(
                fields=["withdrawn_index"],
                name="revision_withdrawn",
                condition=models.Q(withdrawn_index__isnull=False),
            ),
            models.Index(
                fields=["erased_index"],
                name="revision_erased",
                condition=models.Q(erased_index__isnull=False),
            ),
            models.Index(fields=["record"], name="revision_bare", condition=models.Q(fields__isnull=True)),
        ]


class Reference(models.Model):
    """A pointer out of the latest revision of `record`: to a record's uid or to a provision's address."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="references")
    field = models.CharField(max_length=80)
    target_uid = models.UUIDField(null=True)
    target_revision = models.PositiveBigIntegerField(null=True)
    provision = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [models.Index(fields=["target_uid"]), models.Index(fields=["provision"])]


class Response(models.Model):
    """A party's answer to an entry. It joins its target by leaf, which may arrive later than the answer."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="responses", db_index=False)
    party = models.CharField(max_length=12)
    index = models.BigIntegerField()
    verdict = models.CharField(max_length=12)
    target_origin = models.CharField(max_length=80)
    target_index = models.BigIntegerField()
    target_leaf = models.CharField(max_length=64, db_index=True)
    time = models.CharField(max_length=20)
    role = models.CharField(max_length=48)
    reasons = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "index"], name="one_response_per_entry")]
        indexes = [models.Index(fields=["verdict", "log", "target_leaf", "time"], name="response_by_verdict")]


class Contact(models.Model):
    """That a record is a contact about an area, or will be one: its own area, or that of a record which it refers to.

    `sort` is ``met``, ``planned``, ``written`` or ``answered``, and `at` when: the last day of what brought people together, the
    first of what will, as ISO days, or the moment of a release or an answer. `said` is the date as the record holds it, empty for
    a moment. The arrangement and the `uid` are the record's: the index alone says which contact of an area was the last.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="+", db_index=False)
    uid = models.UUIDField()
    area = models.CharField(max_length=48)
    sort = models.CharField(max_length=8)
    at = models.CharField(max_length=20)
    said = models.CharField(max_length=10, default="")

    class Meta:
        indexes = [models.Index(fields=["arrangement", "area", "sort", "at", "uid"], name="contact_by_time")]


class Anchor(models.Model):
    """A party's word in its own log that it holds the log `origin` up to `size`, with that `root` (base64)."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="anchors", db_index=False)
    index = models.BigIntegerField()
    origin = models.CharField(max_length=80)
    size = models.BigIntegerField()
    root = models.CharField(max_length=44)
    time = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "index"], name="one_anchor_per_entry")]
        indexes = [models.Index(fields=["origin", "size"])]
