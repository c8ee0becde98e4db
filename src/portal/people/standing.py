"""Two tabs, or two people, before the same settings: a form says what stood when it was opened, and whoever sends it over a
change that came in between is told what stands now. Nothing is lost in silence; sending it again puts theirs in its place.

A form that is sent twice by one click too many is another matter (portal.people.once).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.people import words

NAME = "stood"


def stood(*values: Any) -> SafeString:
    """The field that a form carries along: what stands now, as a digest."""
    return format_html('<input type="hidden" name="{}" value="{}">', NAME, _digest(values))


def is_overtaken(request: HttpRequest, *values: Any) -> bool:
    """Whether what stands now is not what stood when the form was opened; a form that says nothing of it is not."""
    said = request.POST.get(NAME, "")
    return bool(said) and said != _digest(values)


def differing(
    typed: Mapping[str, str], now: Mapping[str, str], labels: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, str]:
    """What is said at each field in which something else stands now than was typed; `labels`: what a choice is called."""
    return {
        name: words.now_says((labels or {}).get(name, {}).get(text, text))
        for name, text in now.items()
        if typed.get(name, "") != text
    }


def overtaken_errors(at: Mapping[str, str], fields: Mapping[str, str]) -> list[dict[str, str]]:
    """The summary above a form that was overtaken: what happened, then each field in which the two differ, by the name that
    stands above it (`fields`)."""
    first = {"href": "#content", "text": words.OVERTAKEN}
    return [first, *({"href": f"#{name}", "text": words.differs(fields[name], text)} for name, text in at.items())]


def _digest(values: tuple[Any, ...]) -> str:
    return hashlib.sha256(json.dumps(values, default=str, sort_keys=True).encode()).hexdigest()[:24]
