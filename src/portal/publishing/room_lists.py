"""The two lists of the publisher's room, what is signed and what was decided to be public: narrowed, in an order, by pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from portal.editing.edition import State
from portal.editing.models import Draft
from portal.people.paging import A_PAGE, Paged, paged
from portal.publishing import words
from portal.publishing.models import Publication

ASKED = ("kind", "round", "state", "sort")
_STATES = {
    "public": Q(published__isnull=False, withdrawn__isnull=True),
    "drawing": Q(published__isnull=True, withdrawn__isnull=True),
    "withdrawn": Q(withdrawn__isnull=False),
}
# By name: the order of what waits, and of what was decided; ties are broken, so that no page changes its order.
_SORTS = {
    "newest": (("-pk",), ("-asked", "-pk")),
    "name": (("title", "pk"), ("title", "subtitle", "pk")),
    "place": (("area__name", "region", "title", "pk"), ("area__name", "region", "title", "pk")),
}
Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lists:
    """A page of each list, and the choices that narrow them."""

    waiting: Paged[Draft]
    decided: Paged[Publication]
    choices: tuple[Context, ...]
    narrowed: bool


def lists(request: HttpRequest) -> Lists:
    """What the address asks for of both lists; what it asks for and is not there narrows nothing."""
    options = _options()
    asked = {name: request.GET.get(name, "") for name in ASKED}
    asked = {name: said if said in options[name] else "" for name, said in asked.items()}
    first, second = _SORTS[asked["sort"] or "newest"]
    waiting = Draft.objects.filter(state=State.SIGNED, **_of(asked)).select_related("round", "area")
    decided = Publication.objects.filter(_STATES.get(asked["state"], Q()), **_of(asked))
    rows: QuerySet[Publication] = decided.defer("report").select_related("round", "area").order_by(*second)
    return Lists(
        paged(request, waiting.order_by(*first), size=A_PAGE, named="waiting", **asked),
        paged(request, rows, size=A_PAGE, **asked),
        tuple(_choice(name, options[name], asked[name]) for name in ASKED),
        any(asked[name] for name in ASKED if name != "sort"),
    )


def _of(asked: Mapping[str, str]) -> dict[str, str]:
    paths = {"kind": "kind", "round": "round__slug"}
    return {path: asked[name] for name, path in paths.items() if asked[name]}


def _options() -> dict[str, dict[str, str]]:
    """Of each choice its values with their words; kinds and rounds are those that some report has."""
    columns = ("kind", "round__slug", "round__name")
    signed = Draft.objects.filter(state=State.SIGNED).order_by().values_list(*columns)
    shelves = list(signed.union(Publication.objects.order_by().values_list(*columns)))
    return {
        "kind": _in_order((kind, words.kind(kind)) for kind, _, _ in shelves),
        "round": _in_order((slug, name) for _, slug, name in shelves),
        "state": words.ROOM_STATES,
        "sort": words.ROOM_SORTS,
    }


def _in_order(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(sorted(set(pairs), key=lambda pair: pair[1]))


def _choice(name: str, options: Mapping[str, str], chosen: str) -> Context:
    listed = [{"value": value, "text": text, "chosen": value == chosen} for value, text in options.items()]
    return {"name": name, "label": words.ROOM_CHOICES[name], "all": name != "sort", "options": listed}
