"""What a request's token and draft key lead to, read in one statement: every question begins with it.

A statement of its own instead of the mapper: a page is drawn in less time than the mapper needs to ask.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection

from poet.instrument import Instrument
from poet.instrument.faces import Dressed
from poet.instrument.overlays import STANDARD
from portal.capture.models import Draft
from portal.councils.models import Area
from portal.councils.remembering import rows_of
from portal.councils.statements import aware
from portal.outreach.models import Admission
from portal.questionnaires.faces import dressings
from portal.questionnaires.models import Composition, Version
from portal.rounds.models import Choice, Link, Round


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads: the round and its window, the area that asks, the questionnaire in each of its faces.

    `begun` says that somebody has answered there already, `closed` that the area has left the round, `by_invitation`
    that nobody begins without a voucher; `repeats` how often one person is asked.
    """

    token: str
    variant_id: str
    opens: datetime
    closes: datetime
    made_up: bool
    area: str
    area_code: str
    round_id: int
    version_id: int
    begun: bool
    closed: bool
    repeats: str
    by_invitation: bool
    faces: Mapping[str, Dressed]

    @property
    def instrument(self) -> Instrument:
        """The questionnaire in its own words."""
        return self.faces[STANDARD].instrument


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft: what was said so far, and how it was last asked."""

    answers: Mapping[str, str]
    face: str
    look: str


@cache
def _statement() -> str:
    tables = (Link, Round, Area, Version, Draft, Choice, Composition, Admission)
    link, asking, area, version, draft, choice, composition, admission = (
        connection.ops.quote_name(model._meta.db_table) for model in tables
    )
    return (
        "SELECT l.variant, l.closed, r.opens, r.closes, r.made_up, r.repeats, "  # noqa: S608 (table names only)
        "a.name, a.code, r.id, v.id, v.digest, c.begun, k.digest, "
        f"w.by_invitation, d.answers, d.face, d.look FROM {link} l JOIN {asking} r ON r.id = l.round_id "
        f"JOIN {area} a ON a.code = l.area_id JOIN {version} v ON v.id = l.version_id "
        f"LEFT JOIN {choice} c ON c.round_id = r.id AND c.area_id = a.code AND c.version_id = v.id "
        f"LEFT JOIN {composition} k ON k.id = c.composition_id "
        f"LEFT JOIN {admission} w ON w.link_id = l.token "
        f"LEFT JOIN {draft} d ON d.key = %s AND d.link_id = l.token WHERE l.token = %s"
    )


def find(token: str, draft_key: str) -> tuple[Place, Begun | None] | None:
    """Where the token leads and the draft that was begun there with this key; None for a token no link has."""
    found = rows_of(_statement(), [draft_key, token])
    if not found:
        return None
    variant, closed, opens, closes, made_up, repeats, *there = found[0]
    area, code, asking, version, digest, begun, composed, by_invitation, answers, face, look = there
    place = Place(
        token,
        variant,
        aware(opens),
        aware(closes),
        bool(made_up),
        area,
        code,
        asking,
        version,
        begun=bool(begun),
        closed=closed is not None,
        repeats=repeats,
        by_invitation=bool(by_invitation),
        faces=dressings(version, digest, composed or ""),
    )
    return place, None if answers is None else Begun(json.loads(answers), face, look)
