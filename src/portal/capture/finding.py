"""What a request's token and draft key lead to, read in one statement: every question begins with it.

A statement of its own instead of the mapper: a page is drawn in less time than the mapper needs to ask.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from poet.instrument import Instrument
from poet.instrument.faces import Dressed
from poet.instrument.overlays import STANDARD
from portal.capture.models import Draft
from portal.councils.models import Area
from portal.questionnaires.faces import dressings
from portal.questionnaires.models import Version
from portal.rounds.models import Link, Round


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads: the round and its window, the area that asks, the questionnaire in each of its faces."""

    token: str
    variant_id: str
    opens: datetime
    closes: datetime
    made_up: bool
    area: str
    area_code: str
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


def _statement() -> str:
    link, asking, area, version, draft = (
        connection.ops.quote_name(model._meta.db_table) for model in (Link, Round, Area, Version, Draft)
    )
    return (
        "SELECT l.variant, r.opens, r.closes, r.made_up, a.name, a.code, v.id, v.digest, d.answers, d.face, d.look "  # noqa: S608 (table names only)
        f"FROM {link} l JOIN {asking} r ON r.id = l.round_id JOIN {area} a ON a.code = l.area_id "
        f"JOIN {version} v ON v.id = l.version_id LEFT JOIN {draft} d ON d.key = %s AND d.link_id = l.token "
        "WHERE l.token = %s"
    )


def find(token: str, draft_key: str) -> tuple[Place, Begun | None] | None:
    """Where the token leads and the draft that was begun there with this key; None for a token no link has."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [draft_key, token])
        row = cursor.fetchone()
    if row is None:
        return None
    variant, opens, closes, made_up, area, area_code, version, digest, answers, face, look = row
    faces = dressings(version, digest)
    place = Place(token, variant, _moment(opens), _moment(closes), bool(made_up), area, area_code, faces)
    return place, None if answers is None else Begun(json.loads(answers), face, look)


def _moment(said: datetime) -> datetime:
    """SQLite keeps moments without a zone, in UTC."""
    return said if said.tzinfo else said.replace(tzinfo=UTC)
