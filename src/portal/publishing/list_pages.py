"""The list of everything that is published: by council, region, year and kind, each with an address of its own; no ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from portal.people.doors import open_to_all
from portal.people.paging import paged
from portal.publishing import words
from portal.publishing.models import Publication
from portal.publishing.reading import marked

FACETS = ("kind", "year", "region", "council")
_ALL_AT_ONCE = 100_000


@open_to_all
@require_safe
@marked
def reports(request: HttpRequest, facet: str = "", value: str = "") -> HttpResponse:
    """Published reports, those that are asked for: by a form's fields, or by one facet in the address."""
    options = _options()
    asked = {name: request.GET.get(name, "") for name in FACETS}
    if facet:
        asked[facet] = value
    asked = {name: said if said in options[name] else "" for name, said in asked.items()}
    exporting = getattr(request, "exporting", False)
    rows = _chosen(asked, options)
    listed = paged(request, rows, size=_ALL_AT_ONCE if exporting else 25, **({} if facet else asked))
    context = {
        "page_title": words.REPORTS if not facet else words.reports_of(options[facet].get(value, value)),
        "facets": [_facet(name, options[name], asked[name]) for name in FACETS],
        "list": listed,
        "rows": [_row(one) for one in listed.rows],
        "exporting": exporting,
        "filtered": any(asked.values()),
        "made_up": any(one.made_up for one in listed.rows),
    }
    return render(request, "publishing/reports.html", context)


def newest(how_many: int = 5) -> list[dict[str, Any]]:
    """What was published last."""
    rows = Publication.public.defer("report").select_related("area", "round").order_by("-published", "pk")
    return [_row(one) for one in rows[:how_many]]


def _options() -> dict[str, dict[str, str]]:
    """Of each facet the values that some published report has, with their words, in the order of the words."""
    found = Publication.public.order_by().values_list("kind", "year", "region", "area_id", "area__name").distinct()
    shelves = list(found)
    return {
        "kind": _sorted((kind, words.kind(kind)) for kind, *_ in shelves),
        "year": dict(sorted({(str(year), words.year(year)) for _, year, *_ in shelves}, reverse=True)),
        "region": _sorted((slugify(region), region) for _, _, region, *_ in shelves if region),
        "council": _sorted((code, name) for *_, code, name in shelves if code),
    }


def _sorted(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(sorted(set(pairs), key=lambda pair: pair[1]))


def _chosen(asked: Mapping[str, str], options: Mapping[str, Mapping[str, str]]) -> Any:
    rows = Publication.public.defer("report").select_related("area", "round")
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    if asked["year"]:
        rows = rows.filter(year=int(asked["year"]))
    if asked["region"]:
        rows = rows.filter(region=options["region"][asked["region"]])
    return rows.filter(area=asked["council"]) if asked["council"] else rows


def _facet(name: str, options: Mapping[str, str], chosen: str) -> dict[str, Any]:
    listed = [
        {"value": value, "text": text, "chosen": value == chosen, "href": reverse("reports-by", args=[name, value])}
        for value, text in options.items()
    ]
    return {"name": name, "label": words.FACETS[name], "options": listed}


def _row(one: Publication) -> dict[str, Any]:
    return {
        "href": reverse("report", args=[one.address]),
        "title": one.title,
        "place": one.area.name if one.area else one.region or words.ENGLAND,
        "kind": words.kind(one.kind),
        "round": one.round.name,
        "published": one.published,
    }
