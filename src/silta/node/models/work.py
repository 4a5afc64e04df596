"""What never leaves the node: its users, their drafts, notes and text blocks, and the jobs that they started."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models

from silta.node.models.records import Worded


class User(AbstractUser):
    """A person who works at this node. `roles` holds codes of the role list; several may be held at once."""

    roles = models.JSONField(default=list)
    language = models.CharField(max_length=2, default="en")
    theme = models.CharField(max_length=5, default="", blank=True)
    title = models.CharField(max_length=200, default="", blank=True)
    keys_on = models.BooleanField(default=True)
    seen_at = models.DateTimeField(null=True)


class Draft(Worded):
    """A mutable draft of a record's next revision. `base` is the revision that it changes (0: a new record).

    `version` counts the saves, so that two people on one draft notice each other and nobody's words are lost.
    """

    arrangement = models.ForeignKey("node.Arrangement", on_delete=models.CASCADE, related_name="drafts")
    uid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    base = models.PositiveIntegerField(default=0)
    marking = models.CharField(max_length=40, default="tlp-green")
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    attachments = models.JSONField(default=list)
    due = models.CharField(max_length=10, default="")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    updated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "updated_at"])]


class Submission(models.Model):
    """A draft that its writers have submitted to those who release: who, when, and as which version.

    It waits while the draft still has that version. With a `reason` it was given back, by `returned_by`, and waits no more.
    """

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="submission")
    version = models.PositiveIntegerField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    submitted_at = models.DateTimeField()
    reason = models.TextField(default="")
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)


class Undo(models.Model):
    """How drafts were before a person changed many at once, so that the change can be taken back.

    `before` lists ``{"uid", "version", "fields"}``: the draft's version after the change, and its fields before it (null: there
    was no draft).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", null=True)
    subject = models.CharField(max_length=200)
    before = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "subject", "created_at"])]


class Note(models.Model):
    """A remark among colleagues of this node about a record's id or a provision's address. No log ever holds it."""

    subject = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=2)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "created_at"])]


class Feedback(models.Model):
    """What one participant of ours thought of an event: marks by the code of `EVALUATION_SCALE`, and words. No log ever holds it.

    It does not say whose answer it is; `entered_by` is who typed it in.
    """

    event = models.UUIDField(db_index=True)
    marks = models.JSONField(default=dict)
    words = models.TextField(default="")
    language = models.CharField(max_length=2)
    entered_by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    created_at = models.DateTimeField()


class SavedView(models.Model):
    """Filters and order of a list that a person comes back to: the query of its address. One of a kind may be the default."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=48)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "name"], name="one_view_per_name")]


class CalendarFeed(models.Model):
    """A secret address at which a calendar program fetches a person's dates. Only the SHA-256 of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2)
    created_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)


class TextBlock(models.Model):
    """A wording that people of this node use again and again. `texts`: language → words."""

    name = models.CharField(max_length=80)
    texts = models.JSONField(default=dict)
    updated_by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    updated_at = models.DateTimeField()


class PlanLimits(models.Model):
    """What this node keeps its plans under an arrangement to, where it differs from the defaults: name → number."""

    arrangement = models.OneToOneField("node.Arrangement", on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(default=dict)
    updated_by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    updated_at = models.DateTimeField()


class GlossaryTerm(models.Model):
    """A concept in the node's own glossary. `terms`: language → its terms, apart by ``;``; `sort` orders the page.

    Of two rows with the same term the one with the lower `sort` counts, and all of them before those that Silta brings.
    """

    terms = models.JSONField(default=dict)
    note = models.CharField(max_length=500, default="", blank=True)
    sort = models.CharField(max_length=200, default="", db_index=True)
    updated_by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    updated_at = models.DateTimeField()


class Access(models.Model):
    """One thing that somebody did or was refused, written down once: `what` is a code of the list `ACCESS`.

    `name` is the sign-in name at that time and `roles` what the person held then, so that the line says the same for ever,
    whatever becomes of the account. `subject` is what it was about (a record, a file, another account), `data` says more, such as
    roles before and after; `address` is where the request came from. Lines are added and, past the time that the node keeps them,
    taken away; nothing changes one.
    """

    at = models.DateTimeField()
    what = models.CharField(max_length=20)
    name = models.CharField(max_length=150)
    roles = models.JSONField(default=list)
    subject = models.CharField(max_length=300, default="")
    kind = models.CharField(max_length=48, default="")
    uid = models.CharField(max_length=36, default="")
    data = models.JSONField(default=dict)
    address = models.CharField(max_length=45, default="")

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="access_by_time"),
            models.Index(fields=["what", "at"], name="access_by_what"),
            models.Index(fields=["name", "at"], name="access_by_name"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line. Raises `RuntimeError` for one that is there already."""
        if not self._state.adding:
            raise RuntimeError("a line of the record of access never changes")
        super().save(*args, **kwargs)


class Job(models.Model):
    """A long piece of work with its progress: what it is, how far it got, whether somebody asked to stop it."""

    name = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="waiting")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    started_by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"])]
