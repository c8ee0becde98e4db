"""The description of the API in OpenAPI 3.1, made from the table of operations and the shapes they name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version as installed
from inspect import getdoc
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.api import problems, words
from portal.api.operations import IDEMPOTENCY, JSON, KEY, Operation
from portal.api.problems import ProblemDetails
from portal.api.routes import OPERATIONS, addresses, words_of
from portal.api.shapes import CODE
from portal.api.words import Name
from portal.people.doors import open_to_all

BASE = "/api/v1"
_REFERENCE = "#/components/schemas/{name}"
_SLUG = {"type": "string", "pattern": r"^[A-Za-z0-9._-]{1,80}$"}
PARAMETERS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "area": ("The area's GSS code.", {"type": "string", "pattern": CODE, "examples": ["E10000007"]}),
    "round": ("The round, as /rounds names it.", _SLUG),
    "form": ("The questionnaire, as /forms names it.", _SLUG),
    "version": ("Its version.", _SLUG),
    "face": ("How it is asked: 'standard', or one of its faces.", _SLUG),
}
ALWAYS = (Name.NO_TOKEN, Name.TOO_MANY, Name.BUSY)
OF_A_PLACE = (Name.NOT_ALLOWED, Name.UNKNOWN)
OF_A_BODY = (Name.NO_KEY, Name.KEY_USED, Name.NOT_JSON, Name.WRONG_SHAPE, Name.TOO_LARGE)


@open_to_all
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The description, for anybody."""
    del request
    return HttpResponse(_encoded(), content_type=JSON)


@lru_cache(maxsize=1)
def _encoded() -> bytes:
    return msgspec.json.format(msgspec.json.encode(described()), indent=1)


def described() -> dict[str, Any]:
    """The whole description."""
    shapes = [shape for one in OPERATIONS for shape in (one.answer, one.body) if shape is not None]
    references, components = msgspec.json.schema_components([*shapes, ProblemDetails], ref_template=_REFERENCE)
    by_shape = {repr(shape): reference for shape, reference in zip([*shapes, ProblemDetails], references, strict=True)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "POET",
            "version": "1",
            "description": words.ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
            "x-software": f"POET {installed('poet')}",
        },
        "servers": [{"url": BASE}],
        "security": [{"key": []}],
        "paths": {
            path: {operation.method.lower(): _operation(operation, by_shape) for operation in operations}
            for path, operations in addresses()
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": words.BEARER}},
            "schemas": components,
        },
    }


def _operation(operation: Operation, by_shape: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": _description(operation),
        "parameters": [_in_path(name) for name in words_of(operation.path)],
        "responses": _responses(operation, by_shape),
    }
    if operation.body is not None:
        said["parameters"].append(_idempotency())
        said["requestBody"] = {"required": True, "content": {JSON: {"schema": by_shape[repr(operation.body)]}}}
    return said


def _description(operation: Operation) -> str:
    needs = f"Needs a key that may `{operation.verb}` in the area." if operation.verb else "Any key will do."
    return f"{(getdoc(operation.run) or '').strip()}\n\n{needs}"


def _in_path(name: str) -> dict[str, Any]:
    description, schema = PARAMETERS[name]
    return {"name": name, "in": "path", "required": True, "description": description, "schema": dict(schema)}


def _idempotency() -> dict[str, Any]:
    schema = {"type": "string", "pattern": KEY, "examples": ["review-4711-a"]}
    return {"name": IDEMPOTENCY, "in": "header", "required": True, "description": words.IDEMPOTENCY, "schema": schema}


def _responses(operation: Operation, by_shape: Mapping[str, Any]) -> dict[str, Any]:
    good = {
        "description": "Done.",
        "content": {operation.media: {"schema": by_shape[repr(operation.answer)]}},
    }
    names = [*ALWAYS, *operation.problems]
    names += OF_A_PLACE if words_of(operation.path) else ()
    names += OF_A_BODY if operation.body is not None else ()
    told: dict[str, list[Name]] = {}
    for name in names:
        told.setdefault(str(words.PROBLEMS[name].status), []).append(name)
    schema = by_shape[repr(ProblemDetails)]
    return {str(operation.status): good} | {
        status: {
            "description": " ".join(words.PROBLEMS[name].title for name in same),
            "content": {problems.MEDIA: {"schema": schema}},
        }
        for status, same in sorted(told.items())
    }
