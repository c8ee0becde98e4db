"""Organisations: the councils of England by their official (GSS) code, and those who help them to collect answers."""

from __future__ import annotations

from django.db import models

from portal.councils.owned import Belonging, Owned


class Area(models.Model):
    """A council. `plans` is its caseload; `opened` and `closed` bound its life where they are known."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=80, unique=True)
    region = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    plans = models.PositiveIntegerField()
    opened = models.DateField(null=True)
    closed = models.DateField(null=True)

    class Meta:
        """Areas stand in alphabetical order everywhere: no ranks."""

        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Former(models.Model):
    """A code and a name that an area had until a day: what was issued under them is the same area's. Anybody may read it."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="formers")
    code = models.CharField(max_length=9)
    name = models.CharField(max_length=80)
    until = models.DateField()

    class Meta:
        """The oldest first; the same pair once."""

        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["area", "code", "name"], name="an_area_was_called_so_once")]

    def __str__(self) -> str:
        return f"{self.area_id} as {self.code} {self.name}"


class Contact(models.Model):
    """Whom people of an area can talk to when answering has brought up something hard. Anybody may read it."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, primary_key=True, related_name="contact")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, default="")
    email = models.CharField(max_length=254, default="")
    href = models.CharField(max_length=300, default="")
    changed = models.DateField()

    def __str__(self) -> str:
        return self.name


class Collector(models.Model):
    """An organisation that helps an area to collect answers. It belongs to that area; `closed` is when it stopped."""

    class Kind(models.TextChoices):
        """What it is."""

        COMMUNITY = "community", "Community organisation"
        USER_LED = "user-led", "User-led organisation"
        CARER_LED = "carer-led", "Carer-led organisation"
        SCHOOL = "school", "School or college"
        PROVIDER = "provider", "Provider of support"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="collectors")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    closed = models.DateField(null=True)

    class Meta:
        """Two collectors of an area have different names."""

        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="a_collector_has_its_own_name")]

    def __str__(self) -> str:
        return self.name


class Group(Belonging):
    """Areas that an area compares itself with, under a name: its statistical neighbours, or its own choice.

    `reason` says where a list of neighbours comes from, or why these were chosen. The areas of one's region are a group
    that needs no row.
    """

    class Kind(models.TextChoices):
        """How the areas were chosen."""

        NEIGHBOURS = "neighbours", "Statistical neighbours"
        OWN = "own", "Our own choice"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reason = models.CharField(max_length=200)
    members = models.ManyToManyField(Area, related_name="compared_in")

    objects = Owned["Group"]("area_id")

    class Meta:
        """Two groups of an area have different names."""

        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="a_group_has_its_own_name")]

    def __str__(self) -> str:
        return self.name
