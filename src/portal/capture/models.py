"""What is kept of an answer: a draft while it is being written, a response once it is sent, and nothing of the person.

No address, no browser, no time finer than a month on a response, and nothing that leads from a draft to its response.
"""

from __future__ import annotations

import uuid

from django.db import models

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.questionnaires.models import Version
from portal.rounds.models import Link, Round

KEY_LENGTH = 32
FACE_LENGTH = 40


class Look(models.TextChoices):
    """How a page looks, whatever its words."""

    PLAIN = "plain", "Standard print"
    LARGE = "large", "Large print"
    CONTRAST = "contrast", "High contrast"


class Channel(models.TextChoices):
    """How a response came."""

    WEB = "web", "Web"
    PAPER = "paper", "Typed from paper"
    UPLOAD = "upload", "From a table"
    API = "api", "From another computer"
    MADE_UP = "made-up", "Made up"


class Draft(Belonging):
    """Answers being written: cells by item id. Whoever holds the key, and nobody else, may read and change them.

    `passed` is how many pages of the questionnaire lie behind the furthest one that was sent: each is tallied once.
    """

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="drafts")
    answers = models.JSONField(default=dict)
    face = models.CharField(max_length=FACE_LENGTH, default="standard")
    look = models.CharField(max_length=16, choices=Look.choices, default=Look.PLAIN)
    passed = models.PositiveSmallIntegerField(default=0)
    touched = models.DateField(db_index=True)

    objects = Owned["Draft"]("link__area_id", link="link_id")

    def __str__(self) -> str:
        return f"A draft of {self.link}"


class Response(Belonging):
    """Answers that were sent: cells by item id. `month` is the first day of the month they came in.

    `face`, `language` and `look` say how the questions were asked; `worn` is the digest of the exact words. `composed`
    is the digest of the questionnaire with the questions that the area had added, empty where it had added none.
    `settled` says that its row stays where it lies (`portal.capture.mixing`).
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="responses")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="responses")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="responses")
    variant = models.CharField(max_length=40)
    month = models.DateField()
    channel = models.CharField(max_length=16, choices=Channel.choices)
    face = models.CharField(max_length=FACE_LENGTH, default="standard")
    language = models.CharField(max_length=12, default="en")
    look = models.CharField(max_length=16, choices=Look.choices, default=Look.PLAIN)
    worn = models.CharField(max_length=64, default="")
    composed = models.CharField(max_length=64, default="")
    settled = models.BooleanField(default=True)
    answers = models.JSONField()

    objects = Owned["Response"]("area_id")

    class Meta:
        """Results are read by round and questionnaire; those that are not settled are found at once."""

        indexes = [
            models.Index(fields=["round", "version", "area"], name="response_by_round"),
            models.Index(
                fields=["round", "version", "area", "variant"],
                condition=models.Q(settled=False),
                name="responses_not_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"A response to {self.version}"


class Tally(models.Model):
    """How a question fares in a round, by the face it is asked in: how many people, never which, where or when.

    `item` is the question's id, or REVIEW for the last look. The page's own figures stand with the page's id: on how
    many ways it came next (`met`), how many sent it (`gone_on`), and how long they took, in bands of seconds.
    """

    REVIEW = "review."  # ends in a point, which no item id holds

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tallies")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="tallies")
    face = models.CharField(max_length=FACE_LENGTH)
    item = models.CharField(max_length=60)
    met = models.PositiveIntegerField(default=0)
    gone_on = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    not_understood = models.PositiveIntegerField(default=0)
    not_known = models.PositiveIntegerField(default=0)
    under_5 = models.PositiveIntegerField(default=0)
    under_15 = models.PositiveIntegerField(default=0)
    under_30 = models.PositiveIntegerField(default=0)
    under_60 = models.PositiveIntegerField(default=0)
    longer = models.PositiveIntegerField(default=0)

    class Meta:
        """One row a question and face."""

        constraints = [
            models.UniqueConstraint(fields=["round", "version", "face", "item"], name="one_tally_a_question_and_face")
        ]

    def __str__(self) -> str:
        return f"A tally of {self.item}"


class Return(Belonging):
    """A way back to a draft: the salted hash of three picture-words, never the words. Gone with the draft."""

    digest = models.CharField(max_length=64, primary_key=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="returns")

    objects = Owned["Return"]("draft__link__area_id", link="draft__link_id")

    def __str__(self) -> str:
        return "A way back"


class Attempt(Belonging):
    """Wrong picture-words said at a link: how many since when. Nothing of who said them."""

    link = models.OneToOneField(Link, on_delete=models.CASCADE, primary_key=True, related_name="attempts")
    since = models.DateTimeField()
    wrong = models.PositiveIntegerField(default=0)

    objects = Owned["Attempt"]("link__area_id", link="link_id")

    def __str__(self) -> str:
        return f"{self.wrong} wrong words"


class Receipt(models.Model):
    """A draft that was sent, by the SHA-256 of its key: so that sending twice stores once. It names no response."""

    digest = models.CharField(max_length=64, primary_key=True)
    touched = models.DateField(db_index=True)

    def __str__(self) -> str:
        return "A receipt"
