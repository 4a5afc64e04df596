"""Mail of this node: where it goes, and what it says. Like all work it never leaves the node but as a letter."""

from django.db import models

from silta.node.models.work import User


class Mailbox(models.Model):
    """Where letters go: to a person (`user`), or to the address of a `role`, which stays when people change.

    `rhythm` says how often the digest is made, `reminders` whether days to keep are told one by one. `day` is the last ISO day
    whose letters were made, `period` the one that the latest digest stood for, `told_at` when that was, `reminded` what was told
    already (``"<uid> <what> <due> <days>"``). A person's letters are in the language of their account.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mailbox", null=True)
    role = models.CharField(max_length=20, default="", blank=True)
    address = models.CharField(max_length=254, default="", blank=True)
    language = models.CharField(max_length=2, default="en")
    rhythm = models.CharField(max_length=8, default="weekly")
    reminders = models.BooleanField(default=True)
    day = models.CharField(max_length=10, default="", blank=True)
    period = models.CharField(max_length=10, default="", blank=True)
    told_at = models.DateTimeField(null=True)
    reminded = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role"], condition=~models.Q(role=""), name="one_mailbox_per_role"
            )
        ]


class Letter(models.Model):
    """A letter to a mailbox, as `silta.reports.letters` reads it.

    `state` is kept (it is only read here), waiting, sent or failed.
    `problem` is the last one that its sending met: ``{"code", "where", "data"}``.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="letters")
    sort = models.CharField(max_length=8)
    address = models.CharField(max_length=254, default="", blank=True)
    content = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default="kept")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    problem = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_at"]),
            models.Index(fields=["created_at"]),
        ]
