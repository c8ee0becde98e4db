"""Lists a page at a time: the same number of statements whether a list has three rows or three thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Paged(Generic[M]):
    """The rows of one page, and the addresses of those beside it, "" at either end."""

    rows: tuple[M, ...]
    previous: str
    next: str


def paged(request: HttpRequest, rows: QuerySet[M], *, size: int = A_PAGE, **kept: Any) -> Paged[M]:
    """The page that `?page=` asks for, the first where it asks for none that can be; `kept` goes on in the addresses."""
    asked = request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    # One row more than is shown says whether there is a next page; nothing has to be counted.
    found = list(rows[(page - 1) * size : page * size + 1])
    return Paged(
        tuple(found[:size]),
        _address(request, page - 1, kept) if page > 1 else "",
        _address(request, page + 1, kept) if len(found) > size else "",
    )


def _address(request: HttpRequest, page: int, kept: dict[str, Any]) -> str:
    return f"{request.path}?{urlencode({**{name: value for name, value in kept.items() if value}, 'page': page})}"
