"""What the API answers when it does not do what was asked: application/problem+json (RFC 9457), saying what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from django.http import HttpResponse

from portal.api import words

MEDIA = "application/problem+json"


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong with what was sent: where it stands (a JSON pointer), and what to do about it."""

    pointer: str
    detail: str


class ProblemDetails(msgspec.Struct, frozen=True, omit_defaults=True, rename={"kind": "type"}):
    """Why a request was not carried out. `type` names the problem and never changes; `detail` says what to do."""

    kind: str
    title: str
    status: int
    detail: str
    errors: tuple[Fault, ...] = ()


class Problem(Exception):
    """Stops a request; what is answered is in `details`, with `headers` beside it."""

    def __init__(self, name: words.Name, *, detail: str = "", errors: Sequence[Fault] = (), **headers: str) -> None:
        said = words.PROBLEMS[name]
        super().__init__(said.title)
        self.details = ProblemDetails(f"urn:poet:{name}", said.title, said.status, detail or said.detail, tuple(errors))
        self.headers: Mapping[str, str] = {header.replace("_", "-"): value for header, value in headers.items()}


def answer(problem: Problem) -> HttpResponse:
    """The problem as it is sent."""
    body = msgspec.json.encode(problem.details)
    return HttpResponse(body, content_type=MEDIA, status=problem.details.status, headers=dict(problem.headers))
