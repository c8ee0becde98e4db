"""Published versions of questionnaires: kept as text, parsed once a digest."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

from django.db import models

from poet.instrument import Instrument, parse
from poet.instrument.bank import Bank, compose, parse_bank
from portal.councils.models import Area
from portal.people.models import Person


class Published(Exception):
    """Somebody tries to change what was published."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is published and does not change. Publish what you want to ask as a new version.")


class Kept(models.Model):
    """A row that is written once: answers were given to these words."""

    class Meta:
        """Each kind of row has a table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what is new. Raises Published for what is kept already."""
        if not self._state.adding:
            raise Published(str(self))
        super().save(*args, **kwargs)

    def delete(self, *_: object, **__: object) -> tuple[int, dict[str, int]]:
        """Never. Raises Published."""
        raise Published(str(self))


class Version(Kept):
    """One published version of a questionnaire; `digest` is the SHA-256 of `text`, the whole TOML file."""

    form = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    published = models.DateField()

    class Meta:
        """A version of a form is published once."""

        ordering = ["form", "version"]
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="one_text_a_version")]

    def __str__(self) -> str:
        return f"{self.form}/{self.version}"

    @property
    def instrument(self) -> Instrument:
        """The questionnaire itself."""
        return parsed(self.digest)


class Face(Kept):
    """One published wording of a version's face: an overlay's text, which never changes. The newest is the one asked in.

    Words may be mended where questions may not: a mended overlay stands beside the one before, and a response names
    the one it was given to.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="faces")
    face = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    published = models.DateField()

    class Meta:
        """The same words are published once."""

        ordering = ["version", "face", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "digest"], name="one_text_a_face")]

    def __str__(self) -> str:
        return f"{self.version} as {self.face}"


class Topic(Kept):
    """One published text of a bank of supplementary questions; the newest of each bank is the one offered.

    A question keeps its id only while it stays as it is, so that answers to one id can be counted together.
    """

    bank = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    published = models.DateField()

    class Meta:
        """In the order in which a council is offered them."""

        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return f"{self.bank}/{self.version}"

    @property
    def questions(self) -> Bank:
        """The bank itself."""
        return _bank(self.digest)


class TopicFace(Kept):
    """One published wording of a bank in a face: an overlay's text. The newest of each face is the one asked in."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="faces")
    face = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    published = models.DateField()

    class Meta:
        """The same words are published once."""

        ordering = ["topic", "face", "pk"]
        constraints = [models.UniqueConstraint(fields=["topic", "digest"], name="one_text_a_topic_face")]

    def __str__(self) -> str:
        return f"{self.topic} as {self.face}"


class Composition(Kept):
    """A version with the supplementary questions that a council chose, in their order; `digest` is the whole's."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="compositions")
    digest = models.CharField(max_length=64, unique=True)
    chosen = models.JSONField()
    topics = models.ManyToManyField(Topic, related_name="compositions")

    def __str__(self) -> str:
        return f"{self.version} with {len(self.chosen)} more"

    @property
    def instrument(self) -> Instrument:
        """The questionnaire that is asked."""
        return composed(self.digest)


class Proposal(models.Model):
    """A file that an author uploaded: checked, and to be previewed, compared and published, or withdrawn.

    `kind` is a Sort's value; `form`, `version` and `face` say what it is; `left_out` are sentences on what was not
    taken over from another program's file.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    form = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    face = models.CharField(max_length=40, default="")
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    left_out = models.JSONField(default=list)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    published = models.DateField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        """The newest first."""

        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.form}/{self.version}{'.' * bool(self.face)}{self.face}"

    @property
    def is_open(self) -> bool:
        """Whether it waits to be published."""
        return self.published is None and not self.withdrawn


class Comment(models.Model):
    """What somebody from a participating council says about a question, the author's reply, and whether it is settled.

    `area` is the council it was said for; none for somebody with a national role.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="comments")
    item = models.CharField(max_length=60)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    said = models.TextField()
    on = models.DateField()
    reply = models.TextField(default="")
    replied_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    settled = models.BooleanField(default=False)

    class Meta:
        """The newest first."""

        ordering = ["-pk"]
        indexes = [models.Index(fields=["version", "item"], name="comments_by_question")]

    def __str__(self) -> str:
        return f"A comment on {self.item}"


@lru_cache(maxsize=64)
def parsed(digest: str) -> Instrument:
    """The published questionnaire with this digest, parsed at its first use and kept: it cannot change.

    Raises Version.DoesNotExist.
    """
    version = Version.objects.get(digest=digest)
    with _parsing:
        return _parsed(version.text, str(version))


# Of several who come first at the same moment one parses, and the others find it done: together each would wait for all.
_parsing = Lock()


@lru_cache(maxsize=64)
def _parsed(text: str, name: str) -> Instrument:
    return parse(text, name)


@lru_cache(maxsize=64)
def _bank(digest: str) -> Bank:
    topic = Topic.objects.get(digest=digest)
    return parse_bank(topic.text, str(topic))


@lru_cache(maxsize=256)
def composed(digest: str) -> Instrument:
    """The composed questionnaire with this digest, put together at its first use and kept: it cannot change.

    Raises Composition.DoesNotExist.
    """
    kept = Composition.objects.select_related("version").defer("version__text").get(digest=digest)
    return compose(kept.version.instrument, [topic.questions for topic in kept.topics.order_by("pk")], kept.chosen)
