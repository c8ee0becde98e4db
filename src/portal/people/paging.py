"""Lists a page at a time and sorted as asked: the same number of statements whether a list has three rows or three thousand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
A_PAGE = 25
# Fields by the word that stands for them in the address; with a "-" before it the other way round.
Orders = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Head:
    """A column that a list can be sorted by: the address that does it or turns it round, and how it is sorted ("": not by it)."""

    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Paged(Generic[M]):
    """The rows of one page, the addresses of those beside it, "" at either end, and the columns it can be sorted by."""

    rows: tuple[M, ...]
    previous: str
    next: str
    heads: Mapping[str, Head] = field(default_factory=dict)


def paged(
    request: HttpRequest,
    rows: QuerySet[M],
    orders: Orders | None = None,
    /,
    *,
    size: int = A_PAGE,
    named: str = "page",
    **kept: Any,
) -> Paged[M]:
    """The page that `?page=` asks for, the first where it asks for none that can be; `kept` goes on in the addresses.
    `named` tells the lists of a page apart that holds several.

    `?sort=` sorts by one of the `orders`; any other word leaves the list as it is.
    """
    orders, sort = orders or {}, request.GET.get("sort", "")
    if sort.removeprefix("-") in orders:
        rows, kept = _sorted(rows, orders[sort.removeprefix("-")], turned=sort.startswith("-")), {**kept, "sort": sort}
    else:
        sort = ""
    asked = request.GET.get(named, "1")
    page = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    # One row more than is shown says whether there is a next page; nothing has to be counted.
    found = list(rows[(page - 1) * size : page * size + 1])
    return Paged(
        tuple(found[:size]),
        _said(request, {**kept, named: page - 1}) if page > 1 else "",
        _said(request, {**kept, named: page + 1}) if len(found) > size else "",
        {name: _head(request, name, sort, kept) for name in orders},
    )


def searched(request: HttpRequest, rows: QuerySet[M], *fields: str) -> tuple[QuerySet[M], str]:
    """The rows in one of whose fields stands what `?q=` says, whatever its case, and what it says; all where it says nothing."""
    said = request.GET.get("q", "").strip()[:80]
    found = Q()
    for one in fields:
        found |= Q(**{f"{one}__icontains": said})
    return (rows.filter(found) if said else rows), said


def _sorted(rows: QuerySet[M], by: tuple[str, ...], *, turned: bool) -> QuerySet[M]:
    """Rows that are alike stand in a fixed order, so that none is on two pages and none on neither."""
    signed = [one.removeprefix("-") if one.startswith("-") else f"-{one}" for one in by] if turned else by
    return rows.order_by(*signed, "pk")


def _head(request: HttpRequest, name: str, sort: str, kept: dict[str, Any]) -> Head:
    there = _said(request, {**kept, "sort": f"-{name}" if sort == name else name})
    return Head(there, {name: "ascending", f"-{name}": "descending"}.get(sort, ""))


def _said(request: HttpRequest, kept: dict[str, Any]) -> str:
    return f"{request.path}?{urlencode({name: value for name, value in kept.items() if value})}"
