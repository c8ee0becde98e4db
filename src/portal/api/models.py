"""What the API keeps: tokens by their hash, how often each was used this minute, what was sent before, links of a review."""

from __future__ import annotations

from django.db import models

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.people.models import Person
from portal.rounds.models import Link

DIGEST = 64


class Token(models.Model):
    """A key for another computer: its SHA-256, never the token. It acts for whoever made it, in one area or (none named)
    wherever they may, and does only what its verbs say. `last_seen` is a day: no log of anybody's work.
    """

    digest = models.CharField(max_length=DIGEST, unique=True)
    name = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="tokens")
    verbs = models.JSONField()
    made = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    last_seen = models.DateField(null=True)

    class Meta:
        """Newest first."""

        ordering = ["-made", "-pk"]

    def __str__(self) -> str:
        return self.name


class Allowance(models.Model):
    """How many requests of a token were allowed in a minute (minutes since 1970), over all processes."""

    token = models.OneToOneField(Token, on_delete=models.CASCADE, primary_key=True, related_name="allowance")
    minute = models.BigIntegerField()
    taken = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.taken} requests"


class Replay(models.Model):
    """A request that was carried out, by keyed digests of its idempotency key and of its body: sent again, it is answered
    again and not done again. It names no response.
    """

    digest = models.CharField(max_length=DIGEST, primary_key=True)
    body = models.CharField(max_length=DIGEST)
    day = models.DateField(db_index=True)

    def __str__(self) -> str:
        return "A request that was carried out"


class ReviewLink(Belonging):
    """A link handed over at a review: the SHA-256 of its token, and the area's open link it leads to until it expires.

    That somebody went through it is written nowhere.
    """

    digest = models.CharField(max_length=DIGEST, primary_key=True)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="review_links")
    expires = models.DateTimeField(db_index=True)

    objects = Owned["ReviewLink"]("link__area_id")

    def __str__(self) -> str:
        return f"A review's link to {self.link}"
