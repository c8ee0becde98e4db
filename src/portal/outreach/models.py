"""What people are reached by: group links, lists of single-use invitations, and the letters that carry them.

Nothing here leads to an answer. That an invitation was used is marked of several at once only (`portal.outreach.swapping`), and
no page tells it.
"""

from __future__ import annotations

import secrets

from django.db import models

from portal.councils.models import Area, Collector
from portal.councils.owned import Belonging, Owned
from portal.rounds.models import TOKEN_LENGTH, Link, new_token

DIGEST_LENGTH = 64
NAME_LENGTH = 80
ADDED_LENGTH = 600  # what a council adds to an e-mail in words of its own


def new_key() -> str:
    """The key of an invitation: 128 bits, in no order."""
    return secrets.token_urlsafe(16)


class Admission(Belonging):
    """Whom a link lets begin: everybody (no row, or `by_invitation` off), or only who brings an invitation."""

    link = models.OneToOneField(Link, on_delete=models.CASCADE, primary_key=True, related_name="admission")
    by_invitation = models.BooleanField(default=False)

    objects = Owned["Admission"]("link__area_id", link="link_id")

    def __str__(self) -> str:
        return f"Who may begin at {self.link}"


class GroupLink(Belonging):
    """A way to an area's link for one group, with a count of its own: how many answers were sent, never which."""

    class Kind(models.TextChoices):
        """What a group is."""

        SCHOOL = "school", "A school or college"
        TEAM = "team", "A team"
        COMMUNITY = "community", "A community or carers’ group"
        EVENT = "event", "An event"
        OTHER = "other", "Something else"

    token = models.CharField(max_length=TOKEN_LENGTH, primary_key=True, default=new_token)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    collector = models.ForeignKey(Collector, on_delete=models.PROTECT, null=True, related_name="group_links")
    paused = models.BooleanField(default=False)
    sent = models.PositiveIntegerField(default=0)

    objects = Owned["GroupLink"]("link__area_id", link="link_id")

    class Meta:
        """By name; a name is given once at a link."""

        ordering = ["name", "token"]
        constraints = [models.UniqueConstraint(fields=["link", "name"], name="a_group_is_named_once")]

    def __str__(self) -> str:
        return self.name


class InvitationList(Belonging):
    """People who are each invited once to one link: by e-mail, or (`by_mail` off) by letters that a council prints.

    `erased` is the day on which the addresses went, `codes_taken` and `letters_taken` those on which codes were taken
    away as a table and as letters. An e-mail is in a `language`, `signed` by whoever writes, with words `added`; it began to
    be sent on the day `started`, `reminders` follow `between` days apart, and `planned` of these e-mails were written out.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="invitation_lists")
    name = models.CharField(max_length=NAME_LENGTH)
    by_mail = models.BooleanField(default=False)
    made = models.DateField()
    reminders = models.PositiveSmallIntegerField(default=0)
    stopped = models.BooleanField(default=False)
    erased = models.DateField(null=True)
    codes_taken = models.DateField(null=True)
    letters_taken = models.DateField(null=True)
    language = models.CharField(max_length=10, default="en")
    signed = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    added = models.CharField(max_length=ADDED_LENGTH, default="", blank=True)
    between = models.PositiveSmallIntegerField(default=7)
    started = models.DateField(null=True)
    planned = models.PositiveSmallIntegerField(default=0)

    objects = Owned["InvitationList"]("link__area_id")

    class Meta:
        """Newest first; a name is given once at a link."""

        ordering = ["-made", "name"]
        constraints = [models.UniqueConstraint(fields=["link", "name"], name="a_list_is_named_once")]

    def __str__(self) -> str:
        return self.name


class Invitation(Belonging):
    """The right to answer once. Its code is made from the key and the installation's secret, and is kept nowhere.

    `used` becomes true for several of a list at once, some time after they were used.
    """

    key = models.CharField(max_length=22, primary_key=True, default=new_key)
    list = models.ForeignKey(InvitationList, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    address = models.EmailField(blank=True)
    used = models.BooleanField(default=False)

    objects = Owned["Invitation"]("list__link__area_id")

    def __str__(self) -> str:
        return "An invitation"


class Waiting(Belonging):
    """An invitation that was used and is not marked yet, by a digest that without the secret leads to none."""

    digest = models.CharField(max_length=DIGEST_LENGTH, primary_key=True)
    list = models.ForeignKey(InvitationList, on_delete=models.CASCADE, related_name="waiting")

    objects = Owned["Waiting"]("list__link__area_id")

    def __str__(self) -> str:
        return "A used invitation"


class Swap(models.Model):
    """A swap that may be asked for again by the page that asked first: the digest of its code with that page's own chance."""

    digest = models.CharField(max_length=DIGEST_LENGTH, primary_key=True)
    day = models.DateField(db_index=True)

    def __str__(self) -> str:
        return "A swap"


class Letter(Belonging):
    """An e-mail to one invitation: once each, whoever sends. Its words and its link are made when it is sent."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        REFUSED = "refused", "Could not be delivered"
        LEFT = "left", "Not sent: unsubscribed, answered or stopped"

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="letters")
    number = models.PositiveSmallIntegerField(default=0)  # 0 is the invitation, then the reminders
    message_id = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField()
    claimed = models.CharField(max_length=32, default="", blank=True)
    claimed_until = models.DateTimeField(null=True)

    objects = Owned["Letter"]("invitation__list__link__area_id")

    class Meta:
        """One of each number; found by what is due."""

        constraints = [models.UniqueConstraint(fields=["invitation", "number"], name="a_letter_is_written_once")]
        indexes = [models.Index(fields=["state", "due"], name="letters_due")]

    def __str__(self) -> str:
        return f"Letter {self.number}"


class Silence(Belonging):
    """An address in an area that is written to no more, by a keyed digest: it asked for that, or its post came back."""

    class Why(models.TextChoices):
        """The reason."""

        ASKED = "asked", "Asked for no more e-mails"
        BOUNCED = "bounced", "The e-mail came back"

    digest = models.CharField(max_length=DIGEST_LENGTH, primary_key=True)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="silences")
    why = models.CharField(max_length=8, choices=Why.choices)

    objects = Owned["Silence"]("area_id")

    def __str__(self) -> str:
        return "An address that is written to no more"


class QuietHours(Belonging):
    """When nobody of an area is written to, in the place of the installation's hours: from one time of day to another (the
    same twice: no such hours), and on whole days, as the figures of `days` say, Monday being 0.
    """

    area = models.OneToOneField(Area, on_delete=models.CASCADE, primary_key=True, related_name="quiet_hours")
    begins = models.TimeField()
    ends = models.TimeField()
    days = models.CharField(max_length=6, blank=True)
    changed = models.DateField()

    objects = Owned["QuietHours"]("area_id")

    def __str__(self) -> str:
        return f"Quiet hours of {self.area_id}"

    @property
    def on(self) -> tuple[int, ...]:
        """The whole days, Monday being 0."""
        return tuple(map(int, self.days))
