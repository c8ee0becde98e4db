"""What is public, whom it tells of, its files, and what was taken back: two managers part what anybody reads from the rest.

`Publication.public` and `Face.public` give what everybody may read and nothing else, in any scope and in none. `objects`
give the rest too, and only inside a scope, as all that belongs to areas does.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.rounds.models import Round


class Public(models.Manager[Any]):
    """What was published and not taken back; `path` leads from a row to its publication ("" for itself)."""

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self.path = path

    def get_queryset(self) -> models.QuerySet[Any]:
        """Nothing else than that, whoever asks."""
        shown = {f"{self.path}published__isnull": False, f"{self.path}withdrawn__isnull": True}
        return super().get_queryset().filter(**shown)


class Content(models.Model):
    """The bytes of a file, kept once under their SHA-256."""

    digest = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.digest


class Publication(Belonging):
    """A signed report on its way to the public, there, or taken back: of an area, a region, or (neither) the whole country.

    `address` is its stable place under /reports/; `report` the canonical JSON of what was signed and `digest` its SHA-256.
    `form` and `respondents` say which questionnaire it tells of and who answered that. `asked` is when it was decided,
    `published` when its files were ready and it went out, `withdrawn` when it was taken back. `done` counts files drawn.
    `reissue` marks a report that was issued again by the portal, without what named a council.
    """

    address = models.SlugField(max_length=160, unique=True)
    kind = models.CharField(max_length=40)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="publications")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="publications")
    region = models.CharField(max_length=40, default="", blank=True)
    form = models.CharField(max_length=60)
    respondents = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=240)
    subtitle = models.CharField(max_length=300, default="", blank=True)
    language = models.CharField(max_length=20, default="en")
    made_up = models.BooleanField(default=False)
    draft = models.PositiveBigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    report = models.BinaryField()
    publisher = models.CharField(max_length=160)
    licence = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked = models.DateTimeField()
    done = models.PositiveSmallIntegerField(default=0)
    beat = models.DateTimeField(null=True)
    published = models.DateTimeField(null=True, db_index=True)
    withdrawn = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaced_by")
    reissue = models.BooleanField(default=False)

    objects = Owned["Publication"]("area_id")
    public = Public()

    class Meta:
        """Newest first; names break ties, so that a page never changes its order."""

        ordering = ["-year", "title", "subtitle", "pk"]
        default_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.title}, {self.subtitle}"


class Told(Belonging):
    """An area that a publication tells of so that it can be known: by name, by code, or by what is left over."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="told")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="told_in")
    named = models.BooleanField(default=True)

    objects = Owned["Told"]("area_id")

    class Meta:
        """Once each."""

        constraints = [models.UniqueConstraint(fields=["publication", "area"], name="an_area_is_told_of_once")]

    def __str__(self) -> str:
        return f"{self.area_id} in {self.publication_id}"


class Face(Belonging):
    """A publication in one format."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="faces")
    ending = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="faces")

    objects = Owned["Face"]("publication__area_id")
    public = Public("publication__")

    class Meta:
        """One a format."""

        ordering = ["pk"]
        default_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["publication", "ending"], name="one_face_a_format")]

    def __str__(self) -> str:
        return f"{self.publication_id}.{self.ending}"


class Withdrawal(models.Model):
    """What stands in the place of a report that was taken back: anybody may read it, and it says nothing of what stood there.

    `instead` is the address of what was issued in its place, if anything was."""

    address = models.SlugField(max_length=160, primary_key=True)
    title = models.CharField(max_length=240)
    by = models.CharField(max_length=160)
    on = models.DateField()
    why = models.CharField(max_length=300, default="", blank=True)
    instead = models.CharField(max_length=160, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.address}, withdrawn"


class Opening(models.Model):
    """By which published policy open data of a round are given to an audience, from when, and who set it; the last one counts.

    `policy` is its id and `digest` that of its text."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="openings")
    audience = models.CharField(max_length=40)
    policy = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """The newest first."""

        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.policy} for {self.audience} of {self.round_id}"


class OpenData(models.Model):
    """A questionnaire's figures of a round with noise, as everybody may take them: given once, and the same bytes ever after.

    `cost` is what the noise costs, in words."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="open_data")
    version = models.ForeignKey("questionnaires.Version", on_delete=models.PROTECT, related_name="+")
    policy = models.CharField(max_length=80)
    data = models.BinaryField()
    digest = models.CharField(max_length=64)
    cost = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Once a questionnaire."""

        ordering = ["-at", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="open_data_are_given_once")]

    def __str__(self) -> str:
        return f"{self.version} of {self.round} with noise"
