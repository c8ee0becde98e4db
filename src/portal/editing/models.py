"""Drafts of reports, every step that was taken with them, what was said about them, and signatures."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.editing.parties import Party
from portal.editing.states import State
from portal.questionnaires.models import Version
from portal.rounds.models import Round

STATES = [(state.value, state.value) for state in State]
PARTIES = [(party.value, party.value) for party in Party]


class Draft(Belonging):
    """A report of a kind on a round's questionnaire: of an area, of a region, or (neither given) of the whole country.

    `steps` numbers what was done with it, `revision` is the last step that changed what it says, `making` the making of
    its generated part that is in force. Numbers say what came first, never the clock.
    """

    kind = models.CharField(max_length=40)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="drafts")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="drafts")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="drafts")
    region = models.CharField(max_length=40, default="", blank=True)
    title = models.CharField(max_length=240)
    state = models.CharField(max_length=20, choices=STATES, default=State.DRAFT)
    steps = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    making = models.PositiveIntegerField(default=1)
    place = models.CharField(max_length=60)

    objects = Owned["Draft"]("area_id")

    class Meta:
        """Newest first; one of a kind in a place."""

        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "version", "kind", "place"], name="one_draft_a_kind_and_place")
        ]

    def __str__(self) -> str:
        return self.title


class Making(Belonging):
    """The generated part of a draft, as it was made once: `report` is the `Report` as JSON."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="makings")
    number = models.PositiveIntegerField()
    report = models.BinaryField()

    objects = Owned["Making"]("draft__area_id")

    class Meta:
        """In the order of making."""

        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="a_making_has_its_number")]

    def __str__(self) -> str:
        return f"{self.draft_id}, making {self.number}"


class AsIssued(Belonging):
    """What the last run of reports made for a draft of a region or of the whole country: `report` is the `Report` as JSON. What
    only a run can tell is printed again from here when other figures are made anew."""

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="as_issued")
    report = models.BinaryField()
    at = models.DateTimeField()

    objects = Owned["AsIssued"]("draft__area_id")

    class Meta:
        """Newest first."""

        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.draft_id}, as issued"


class Step(Belonging):
    """Something that was done with a draft: commentary written, figures made anew, a move. Never changed.

    `section` and `text` are the commentary as it stands after the step, where the step wrote some; `making` the generated
    part that is in force after it; `party` for whom it was done.
    """

    class What(models.TextChoices):
        """What it was."""

        MADE = "made", "Made from the figures"
        WROTE = "wrote", "Wrote commentary"
        ACCEPTED = "accepted", "Accepted a suggestion"
        REMADE = "remade", "Made anew from later figures"
        QUOTED = "quoted", "Approved a quote"
        UNQUOTED = "unquoted", "Took a quote out"
        MOVED = "moved", "Moved on"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="history")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=10, choices=What.choices)
    section = models.CharField(max_length=120, default="", blank=True)
    text = models.TextField(default="", blank=True)
    making = models.PositiveIntegerField()
    move = models.CharField(max_length=20, default="", blank=True)
    state = models.CharField(max_length=20, choices=STATES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    party = models.CharField(max_length=20, choices=PARTIES, default="", blank=True)
    at = models.DateTimeField()

    objects = Owned["Step"]("draft__area_id")

    class Meta:
        """Newest first, by number."""

        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="a_step_has_its_number")]

    def __str__(self) -> str:
        return f"{self.draft_id}, step {self.number}"


class Sealed(Belonging):
    """What is signed: the whole report of one revision, commentary in it, and the SHA-256 of these bytes."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sealed")
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    report = models.BinaryField()

    objects = Owned["Sealed"]("draft__area_id")

    class Meta:
        """A revision is sealed once."""

        constraints = [models.UniqueConstraint(fields=["draft", "revision"], name="a_revision_is_sealed_once")]

    def __str__(self) -> str:
        return f"{self.draft_id}, revision {self.revision}: {self.digest[:12]}"


class Signature(Belonging):
    """That somebody signed one sealed revision for one party. It holds for that revision and no other."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="signatures")
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    party = models.CharField(max_length=20, choices=PARTIES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = Owned["Signature"]("draft__area_id")

    class Meta:
        """A party signs a revision once, and nobody signs it twice: the database says so too, whoever comes at once."""

        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "revision", "party"], name="a_party_signs_a_revision_once"),
            models.UniqueConstraint(fields=["draft", "revision", "by"], name="nobody_signs_a_revision_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.name} for {self.party}"


class Thread(Belonging):
    """Something that is talked about in a section. `suggested` is the commentary somebody would have there instead, with the
    revision it was written on; `taken` the step that accepted it."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="threads")
    section = models.CharField(max_length=120)
    settled = models.BooleanField(default=False)
    is_suggestion = models.BooleanField(default=False)
    suggested = models.TextField(default="", blank=True)
    revision = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(null=True)

    objects = Owned["Thread"]("draft__area_id")

    class Meta:
        """Newest first."""

        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.draft_id}, {self.section}"


class Remark(Belonging):
    """What somebody said in a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="remarks")
    said = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    party = models.CharField(max_length=20, choices=PARTIES)
    at = models.DateTimeField()

    objects = Owned["Remark"]("thread__draft__area_id")

    class Meta:
        """As they were said."""

        ordering = ["pk"]

    def __str__(self) -> str:
        return self.said[:60]


class Quotation(Belonging):
    """What somebody said about a question, as a report may quote it, with the consent it was given under.

    It stands in the report from step `since` until step `until`; neither is set while it waits for somebody else to approve
    it. `kept` says where the consent is kept and names nobody.
    """

    class Consent(models.TextChoices):
        """Who agreed that it is quoted."""

        SAID = "said", "The person who said it agreed"
        FOR = "for", "Somebody who may agree for them agreed"
        AUTHOR = "author", "The author of a published text agreed"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="quotations")
    about = models.CharField(max_length=120)
    text = models.CharField(max_length=300, blank=True)
    consent = models.CharField(max_length=10, choices=Consent.choices)
    agreed = models.DateField()
    kept = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=60, default="", blank=True)
    approved = models.DateField(null=True)
    since = models.PositiveIntegerField(null=True)
    until = models.PositiveIntegerField(null=True)
    withdrawn = models.DateTimeField(null=True)

    objects = Owned["Quotation"]("draft__area_id")

    class Meta:
        """As they were written down."""

        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.draft_id}, about {self.about}"
