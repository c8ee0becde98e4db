"""What can be asked of the API: each operation said once, from which its address, its checks and its description are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from portal.api import allowance, problems, sweeping, tokens
from portal.api.problems import Fault, Problem
from portal.api.tokens import Caller
from portal.api.verbs import Verb
from portal.api.words import Name
from portal.councils import remembering, scope
from portal.people.doors import open_to_all

IDEMPOTENCY = "Idempotency-Key"
# Headers are asked for as the server hands them on: Django's own way reads all of them first.
_AUTHORIZATION, _IDEMPOTENCY = "HTTP_AUTHORIZATION", "HTTP_IDEMPOTENCY_KEY"
KEY = r"^[A-Za-z0-9_-]{8,100}$"
_KEY = re.compile(KEY[1:-1])
_SCHEME = "Bearer "
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """One request: whom it acts for, the words of its address, what was sent, its idempotency key, and when it came."""

    request: HttpRequest
    caller: Caller
    place: Mapping[str, str]
    sent: Any
    key: str
    body: bytes
    now: datetime

    @property
    def today(self) -> date:
        """The day by the portal's clock."""
        return _day(self.now)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address (an OpenAPI path template). `verb` is what the token must be good for in the area that
    the address names; None takes any token. `answer` and `body` are shapes. `problems` are those of this operation only.
    `proves` says that it ends in a write that proves what was remembered.
    """

    method: str
    path: str
    name: str
    summary: str
    run: Callable[[Call], Any]
    answer: Any
    verb: Verb | None = None
    body: Any = None
    status: int = 200
    media: str = JSON
    problems: tuple[Name, ...] = ()
    proves: bool = False


def view(operations: Sequence[Operation]) -> Callable[..., HttpResponseBase]:
    """The view of one address: which operation a request means, and its answer or problem."""
    by_method = {operation.method: operation for operation in operations}
    allowed = ", ".join(sorted(by_method))

    # Anybody may ask, and whoever brings no good token is answered 401: no session, so nothing another site could ride on.
    @open_to_all
    @csrf_exempt
    def answered(request: HttpRequest, **place: str) -> HttpResponseBase:
        try:
            operation = by_method.get(request.method or "")
            if not by_method:
                raise Problem(Name.UNKNOWN)
            if operation is None:
                raise Problem(Name.METHOD, Allow=allowed)
            return _remembered(operation, request, place)
        except Problem as problem:
            return problems.answer(problem)
        except OperationalError:
            return problems.answer(Problem(Name.BUSY, Retry_After="5"))

    return answered


def _remembered(operation: Operation, request: HttpRequest, place: Mapping[str, str]) -> HttpResponseBase:
    """Carry it out with what is remembered; where that does not hold, or nothing proved that it does, with what is so now."""
    counted: set[int] = set()
    if not (operation.proves and remembering.worthwhile()):
        return _carried_out(operation, request, place, counted)
    with suppress(remembering.Unknown, Problem, DataError), remembering.trusted() as trust:
        answer = _carried_out(operation, request, place, counted)
        if trust.proved:
            return answer
    with remembering.noted():
        return _carried_out(operation, request, place, counted)


def _carried_out(
    operation: Operation, request: HttpRequest, place: Mapping[str, str], counted: set[int]
) -> HttpResponseBase:
    now = timezone.now()
    caller = _caller(request, counted, now)
    if operation.verb is not None:
        if not scope.is_code(place["area"]):
            raise Problem(Name.UNKNOWN)
        if not caller.may(operation.verb, place["area"]):
            raise Problem(Name.NOT_ALLOWED)
    key, body, sent = "", b"", None
    if operation.body is not None:
        key, body = _key(request), _body(request)
        sent = _decoded(body, operation.body)
    call = Call(request, caller, place, sent, key, body, now)
    with _scope(caller, place if operation.verb else {}):
        found = operation.run(call)
    if isinstance(found, HttpResponseBase):
        return found
    return HttpResponse(msgspec.json.encode(found), content_type=operation.media, status=operation.status)


def _day(now: datetime) -> date:
    return timezone.localdate(now, timezone.get_default_timezone())


def _caller(request: HttpRequest, counted: set[int], now: datetime) -> Caller:
    """Whom the request acts for; `counted` are the tokens for which it has been counted. Raises Problem for nobody, and for
    somebody who asks too often."""
    said = request.META.get(_AUTHORIZATION, "")
    found = tokens.caller(said[len(_SCHEME) :].strip(), now) if said.startswith(_SCHEME) else None
    if found is None:
        raise Problem(Name.NO_TOKEN, WWW_Authenticate='Bearer realm="POET"')
    if found.token not in counted:
        if seconds := allowance.wait(found.token):
            raise Problem(Name.TOO_MANY, Retry_After=str(seconds))
        counted.add(found.token)
    today = _day(now)
    sweeping.once_a_day(today)
    tokens.seen(found, today)
    return found


def _scope(caller: Caller, place: Mapping[str, str]) -> Any:
    if "area" in place:
        return scope.within({place["area"]})
    return scope.everywhere("a national key") if caller.areas is None else scope.within(caller.areas)


def _key(request: HttpRequest) -> str:
    key: str = request.META.get(_IDEMPOTENCY, "")
    if not _KEY.fullmatch(key):
        raise Problem(Name.NO_KEY)
    return key


def _body(request: HttpRequest) -> bytes:
    if request.content_type != JSON:
        raise Problem(Name.NOT_JSON)
    if int(request.META.get("CONTENT_LENGTH") or 0) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
        raise Problem(Name.TOO_LARGE)
    try:
        return request.body
    except RequestDataTooBig as fault:
        raise Problem(Name.TOO_LARGE) from fault
    except UnreadablePostError as fault:
        raise Problem(Name.NOT_JSON) from fault


def _decoded(body: bytes, shape: Any) -> Any:
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as fault:
        words, _, where = str(fault).partition(" - at `$")
        raise Problem(Name.WRONG_SHAPE, errors=[Fault(_pointer(where.rstrip("`")), words)]) from fault
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise Problem(Name.NOT_JSON) from fault


def _pointer(where: str) -> str:
    """`.responses[2].form`, as the reader of JSON names a place, as a JSON pointer; of a map as a whole."""
    return re.sub(r"\[(\d+)\]", r"/\1", where.partition("[...]")[0]).replace(".", "/")
