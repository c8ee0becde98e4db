"""Published versions of questionnaires: kept as text, parsed once a digest."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import models

from poet.instrument import Instrument, parse


class Published(Exception):
    """Somebody tries to change what was published."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is published and does not change. Publish what you want to ask as a new version.")


class Version(models.Model):
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new version. Raises Published for one that is kept already."""
        if not self._state.adding:
            raise Published(str(self))
        super().save(*args, **kwargs)

    def delete(self, *_: object, **__: object) -> tuple[int, dict[str, int]]:
        """Never: answers were given to these words."""
        raise Published(str(self))

    @property
    def instrument(self) -> Instrument:
        """The questionnaire itself."""
        return parsed(self.digest)


class Face(models.Model):
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep new words. Raises Published for those that are kept already."""
        if not self._state.adding:
            raise Published(str(self))
        super().save(*args, **kwargs)

    def delete(self, *_: object, **__: object) -> tuple[int, dict[str, int]]:
        """Never: answers were given to these words."""
        raise Published(str(self))


@lru_cache(maxsize=64)
def parsed(digest: str) -> Instrument:
    """The published questionnaire with this digest, parsed at its first use and kept: it cannot change.

    Raises Version.DoesNotExist.
    """
    version = Version.objects.get(digest=digest)
    return parse(version.text, str(version))
