"""What proof-reading on this node knows and remembers: how names are written, and findings that people left as they are."""

from django.db import models

from silta.node.models.work import User


class KnownName(models.Model):
    """A person, an organisation or a place as this node writes it; no log ever holds it, and deleting it leaves nothing.

    `fields` are those of `silta.reports.proof.register.KIND` in wire form. `sort_key` orders the register by the form that it is
    called by, `folded` is what search looks in. `version` counts the saves.
    """

    uid = models.UUIDField(unique=True)
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    sort_key = models.CharField(max_length=200, default="")
    folded = models.TextField(default="")
    updated_by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sort_key", "id"], name="name_in_order")]


class LeftFinding(models.Model):
    """A finding that somebody left as it is, and why. `subject` names the draft or document, `key` the finding in it."""

    subject = models.CharField(max_length=200)
    key = models.CharField(max_length=60)
    reason = models.CharField(max_length=1000)
    language = models.CharField(max_length=2)
    role = models.CharField(max_length=20)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "key"], name="one_answer_per_finding")]
