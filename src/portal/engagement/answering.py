"""What the rooms below are told: where "you said, we did" stands for a keepsake's response or for the round before, and what a
council does, for its report.

They ask by a signal and know nothing of this room.
"""

from __future__ import annotations

import time
from typing import Any

from django.urls import reverse
from django.utils import timezone

from poet.report import Done
from portal.capture.asking import beginning
from portal.capture.finding import Place
from portal.capture.models import Response
from portal.councils.models import Area
from portal.editing.generating import acting
from portal.engagement import words
from portal.engagement.models import Told
from portal.engagement.said_done import acted_on, open_edition
from portal.keepsakes.giving import became
from portal.questionnaires.models import Version
from portal.rounds.models import Round

# The first page of a questionnaire is asked for most: it looks once in so many seconds.
LOOKS_EVERY = 60.0
_MOST = 1_000
_SEEN: dict[tuple[str, int, int], tuple[float, dict[str, str] | None]] = {}


def begin() -> None:
    """Answer from now on."""
    became.connect(_became, dispatch_uid="engagement")
    beginning.connect(_last_time, dispatch_uid="engagement")
    acting.connect(_acted_on, dispatch_uid="engagement")


def forget() -> None:
    """Look again, now."""
    _SEEN.clear()


def _became(response: Response, **_: Any) -> str:
    here = {"plan__round": response.round_id, "plan__area": response.area_id, "plan__version": response.version_id}
    told = open_edition(here, timezone.now())
    return _address(told) if told else ""


def _acted_on(asking: Round, area: Area, version: Version, **_: Any) -> tuple[Done, ...]:
    return acted_on(asking, area, version)


def _last_time(place: Place, **_: Any) -> dict[str, str] | None:
    key, now = (place.area_code, place.round_id, place.version_id), time.monotonic()
    seen = _SEEN.get(key)
    if seen is not None and now - seen[0] < LOOKS_EVERY:
        return seen[1]
    here = {
        "plan__area": place.area_code,
        "plan__version__form": place.instrument.id,
        "plan__round__opens__lt": place.opens,
        "plan__round__made_up": place.made_up,
    }
    told = open_edition(here, timezone.now())
    found = {"text": words.last_time(place.area), "href": _address(told)} if told else None
    while len(_SEEN) >= _MOST:
        _SEEN.pop(next(iter(_SEEN)), None)
    _SEEN[key] = (now, found)
    return found


def _address(told: Told) -> str:
    plan = told.plan
    return reverse("you-said", args=[plan.round.slug, plan.area_id, plan.version.form])
