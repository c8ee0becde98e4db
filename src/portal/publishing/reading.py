"""What is public is kept by nobody's cache longer than it is public: each page and file has a mark (ETag) to ask again with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

# Kept anywhere, and asked about each time: whatever is taken back is gone at once.
ASK_AGAIN = "public, no-cache"


def marked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A page under the SHA-256 of what stands on it; whoever has it already is told so and sent nothing."""

    @wraps(view)
    def with_mark(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response.headers["Cache-Control"] = ASK_AGAIN
            return unless_known(request, mark_of(hashlib.sha256(response.content).hexdigest()), response)
        return response

    return with_mark


def mark_of(digest: str) -> str:
    """The mark of what has this digest."""
    return f'"{digest[:32]}"'


def unless_known(request: HttpRequest, mark: str, response: HttpResponse) -> HttpResponseBase:
    """The response under its mark, or 304 where the browser has it."""
    response.headers["ETag"] = mark
    found = get_conditional_response(request, etag=mark, response=response)
    assert found is not None
    found.headers.setdefault("Cache-Control", ASK_AGAIN)
    return found
