"""The library of regulations: framework releases, their provisions in each language, and cached vectors."""

from django.db import models


class FrameworkRelease(models.Model):
    """A framework as of a date, as it was imported here or received from a partner as a released package.

    `record_uid` names the framework-release record once it has been released; `package` is the digest of its provisions.
    """

    address = models.CharField(max_length=120, unique=True)
    framework = models.CharField(max_length=80, db_index=True)
    titles = models.JSONField(default=dict)
    languages = models.JSONField(default=list)
    type = models.CharField(max_length=20, default="act")
    issuer = models.CharField(max_length=200, default="")
    licence = models.CharField(max_length=20, default="own-copy")
    as_of = models.CharField(max_length=10, default="")
    source_name = models.CharField(max_length=200, default="")
    source_digest = models.CharField(max_length=64, default="")
    package = models.CharField(max_length=64, default="")
    format = models.CharField(max_length=40, default="")
    imported_at = models.DateTimeField()
    record_uid = models.UUIDField(null=True)


class Provision(models.Model):
    """One provision in one language: a part, chapter, unit (article, section, requirement) or a point inside a unit."""

    release = models.ForeignKey(FrameworkRelease, on_delete=models.CASCADE, related_name="provisions")
    language = models.CharField(max_length=12)
    order = models.PositiveIntegerField()
    fragment = models.CharField(max_length=80)
    parent = models.CharField(max_length=80, default="")
    unit = models.CharField(max_length=80, default="")
    level = models.CharField(max_length=20)
    number = models.CharField(max_length=80)
    path = models.JSONField(default=list)
    chapter = models.CharField(max_length=300, default="")
    heading = models.TextField(default="")
    text = models.TextField(default="")
    stem = models.TextField(default="")
    obligation = models.CharField(max_length=10, default="unknown")
    status = models.CharField(max_length=20, default="in-force")
    notes = models.JSONField(default=list)
    folded = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "language", "fragment"], name="one_provision_per_fragment"
            ),
            models.UniqueConstraint(fields=["release", "language", "order"], name="one_provision_per_place"),
        ]


class Vector(models.Model):
    """The vector of a text, shared by all releases: keyed by the text's digest (with its prefix) and the engine that made it."""

    digest = models.CharField(max_length=64)
    engine = models.CharField(max_length=80)
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "engine"], name="one_vector_per_text_and_engine")
        ]
