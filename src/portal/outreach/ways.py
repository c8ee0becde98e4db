"""What is handed out: the short address of an open link or of a group at it, with its code and its posters."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from poet.instrument import worded
from poet.instrument.overlays import STANDARD
from poet.paper import Poster, languages
from portal.languages import said
from portal.outreach.models import GroupLink
from portal.questionnaires.faces import dressings
from portal.questionnaires.models import Face
from portal.questionnaires.words import LANGUAGES
from portal.rounds.models import Link, Round


@dataclass(frozen=True, slots=True)
class Way:
    """One short address, and the link it leads to."""

    token: str
    link: Link
    address: str


def open_links(asking: Round, code: str) -> QuerySet[Link]:
    """The open links of an area (its code) in a round, by questionnaire and wording."""
    rows = Link.objects.filter(round=asking, area=code, closed=None)
    return rows.select_related("version", "area", "round", "admission").order_by("version__form", "variant")


def groups_of(asking: Round, code: str) -> QuerySet[GroupLink]:
    """The groups at those links, by name."""
    rows = GroupLink.objects.filter(link__round=asking, link__area=code, link__closed=None)
    return rows.select_related("link__version", "link__area", "link__round", "collector")


def of_link(link: Link) -> Way:
    """The link itself."""
    return Way(link.token, link, settings.SITE + reverse("start", args=[link.token]))


def of_group(group: GroupLink) -> Way:
    """A group's way to its link."""
    return Way(group.token, group.link, settings.SITE + reverse("group-short", args=[group.token]))


def find(asking: Round, code: str, token: str, *, of: Collection[int] | None) -> Way | None:
    """The way of an area in a round with this token; None where there is none. `of` are the organisations among whose
    groups alone it is looked for, by their keys; None looks among everything."""
    link = open_links(asking, code).filter(token=token).first() if of is None else None
    if link is not None:
        return of_link(link)
    groups = groups_of(asking, code) if of is None else groups_of(asking, code).filter(collector__in=of)
    group = groups.filter(token=token).first()
    return of_group(group) if group else None


def title(link: Link) -> str:
    """What the questionnaire is called in the link's wording."""
    return worded(link.version.instrument.title, link.wording)


def posters(versions: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """The faces in which there are posters, each with its language's name, by version; one statement."""
    made: dict[int, list[tuple[str, str]]] = {one: [(STANDARD, LANGUAGES["en"])] for one in versions}
    rows = Face.objects.filter(version__in=made, face__in=languages()).order_by("face")
    for version, face in rows.values_list("version_id", "face").distinct():
        made[version].append((face, LANGUAGES.get(face, face)))
    return made


def poster_of(way: Way, face: str) -> Poster | None:
    """The poster of a way in a face of its questionnaire; None where it has no such face."""
    dressed = dressings(way.link.version_id, way.link.version.digest).get(face)
    if dressed is None:
        return None
    return Poster(
        title=worded(dressed.instrument.title, dressed.instrument.variant(way.link.variant)),
        area=way.link.area.name,
        address=way.address,
        until=last_day(way.link.round.closes, dressed.language),
        assets=settings.ASSETS,
        language=dressed.language,
        right_to_left=dressed.right_to_left,
        draft=dressed.draft,
        made_up=way.link.round.made_up,
    )


def last_day(closes: datetime, language: str = "en") -> str:
    """The day on which a round closes, in a language's words."""
    local, say = timezone.localtime(closes), said(language)
    return say["day"].format(day=local.day, month=say["month_names"].split()[local.month - 1], year=local.year)
