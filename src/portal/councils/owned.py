"""What belongs to an area: models that can be read and written inside a scope only, whichever way they are asked for.

A model says by a path where its area stands, and where its link, if a respondent may reach it:

    objects = Owned("area_id")
    objects = Owned("link__area_id", link="link_id")
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from portal.councils import scope
from portal.councils.scope import OutOfScope

M = TypeVar("M", bound=models.Model)
_STEP = "__"


class Scoped(models.QuerySet[M]):
    """A query that was narrowed to the scope when it began; it writes only what lies inside."""

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Several new ones. Raises OutOfScope."""
        made = list(objs)
        for one in made:
            check(one)
        return super().bulk_create(made, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Changes, but never of what the area hangs on: a thing does not move to another area. Raises OutOfScope."""
        first = _manager(self.model).area.partition(_STEP)[0].removesuffix("_id")
        if {first, f"{first}_id"} & set(kwargs) and not scope.needed().is_everywhere:
            raise OutOfScope("What belongs to an area does not move to another.")
        return super().update(**kwargs)


class Owned(models.Manager[M]):
    """Begins every query of a model that belongs to an area."""

    use_in_migrations = False

    def __init__(self, area: str = "area_id", link: str = "") -> None:
        super().__init__()
        self.area, self.link = area, link

    def get_queryset(self) -> Scoped[M]:
        """What lies in the scope. Raises OutOfScope where there is none, or where it is not for respondents."""
        found: Scoped[M] = Scoped(self.model, using=self._db)
        standing, path = scope.needed(), _manager(self.model)
        if standing.is_everywhere:
            return found
        if standing.link:
            if not path.link:
                raise OutOfScope(f"Whoever holds a link reads no {self.model._meta.verbose_name_plural}.")
            return found.filter(**{path.link: standing.link})
        return found.filter(**{f"{path.area}__in": standing.areas})

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Several new ones: each is held against the scope, and no query needs narrowing for it. Raises OutOfScope."""
        return Scoped[M](self.model, using=self._db).bulk_create(objs, *args, **kwargs)


class Belonging(models.Model):
    """A model of one area; its own save asks whether the scope holds that area."""

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it, inside the scope. Raises OutOfScope."""
        check(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove it, inside the scope. Raises OutOfScope."""
        check(self)
        return super().delete(*args, **kwargs)


def check(one: models.Model) -> None:
    """Refuse to write what lies outside the scope. Raises OutOfScope."""
    standing, manager = scope.needed(), _manager(type(one))
    if standing.is_everywhere:
        return
    if standing.link and manager.link:
        if _at(one, manager.link) != standing.link:
            raise OutOfScope("Whoever holds a link writes at that link only.")
        return
    scope.check(_at(one, manager.area))


def _manager(model: type[models.Model]) -> Owned[Any]:
    """The manager that knows the model's paths: one that Django makes for the other end of a key does not."""
    manager = model._default_manager
    assert isinstance(manager, Owned)
    return manager


def _at(one: models.Model, path: str) -> Any:
    """What stands at a path of a model, step by step."""
    found: Any = one
    for step in path.split(_STEP):
        found = found.pk if step == "pk" else getattr(found, step)
    return found
