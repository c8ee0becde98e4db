"""The one door into the responses: answers of the web, from paper, tables and other computers are made by the same lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import msgspec
from django.db import connection
from django.db.models import Field

from poet import route
from poet.answers import offered
from poet.instrument.faces import Dressed
from poet.instrument.overlays import STANDARD
from portal.capture.models import Channel, Look, Response
from portal.councils import scope
from portal.councils.statements import Statement
from portal.questionnaires.faces import dressings
from portal.questionnaires.models import Version
from portal.rounds.choosing import begin
from portal.rounds.models import Choice, Round

Row = tuple[Any, ...]
_STRETCH = 1_000


@dataclass(frozen=True, slots=True)
class Asking:
    """What an area asks with a questionnaire in a round, in each of its faces."""

    round_id: int
    area_id: str
    version_id: int
    faces: Mapping[str, Dressed] = field(hash=False)

    def dressed(self, face: str) -> Dressed:
        """The questionnaire in a face; in its own words where it has no such face."""
        return self.faces.get(face) or self.faces[STANDARD]


@dataclass(frozen=True, slots=True)
class Arrived:
    """One person's answers as cells by item id; the wording and face they were asked in, the month they came in."""

    answers: Mapping[str, str]
    variant: str
    month: date
    face: str = STANDARD
    look: str = Look.PLAIN


def asking(of: Round, area_id: str, version: Version) -> Asking:
    """What is asked there now; it is fixed by the first answer."""
    chosen = Choice.objects.filter(round=of, area_id=area_id, version=version)
    composition = chosen.values_list("composition__digest", flat=True).first() or ""
    return Asking(of.pk, area_id, version.pk, dressings(version.pk, version.digest, composition))


def said_by(dressed: Dressed, variant: str, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that were offered and asked for; what an earlier answer leads past is left out."""
    return route.kept(dressed.instrument, dressed.instrument.variant(variant), offered(dressed.instrument, answers))


class Alike(NamedTuple):
    """What all responses share that were asked the same in the same month, and came by the same way."""

    where: Asking
    variant: str
    month: date
    face: str
    look: str
    channel: str

    def columns(self) -> dict[str, Any]:
        """What stands in their columns."""
        dressed = self.where.dressed(self.face)
        return {
            "round_id": self.where.round_id,
            "area_id": self.where.area_id,
            "version_id": self.where.version_id,
            "variant": self.variant,
            "month": self.month,
            "channel": str(self.channel),
            "face": dressed.face,
            "language": dressed.language,
            "look": str(self.look),
            "worn": dressed.instrument.digest,
            "composed": dressed.base.digest if dressed.base.core else "",
            "settled": self.channel != Channel.WEB,
        }


def response_of(where: Asking, one: Arrived, channel: str) -> Response:
    """The response as it will be stored, under a random key of its own. Its answers are taken as they are."""
    return Response(key=uuid4(), answers=one.answers, **_alike(where, one, channel).columns())


def row_of(where: Asking, one: Arrived, channel: str) -> Row:
    """The same as the database takes it, the key first, for `insertion`. Raises OutOfScope."""
    scope.check(where.area_id)
    key, *_ = _fields()
    answers = msgspec.json.encode(one.answers).decode()
    return (key.get_db_prep_save(uuid4(), connection), answers, *_shared(_alike(where, one, channel)))


def _alike(where: Asking, one: Arrived, channel: str) -> Alike:
    return Alike(where, one.variant, one.month.replace(day=1), one.face, one.look, channel)


@lru_cache(maxsize=1024)
def _shared(alike: Alike) -> Row:
    """The columns that they share, as the database takes them: made once, as to ask each column takes longer than to store it."""
    _, _, *others = _fields()
    said = alike.columns()
    return tuple(field.get_db_prep_save(said[field.attname], connection) for field in others)


def insertion(rows: Sequence[Row]) -> Statement:
    """The statement that stores these rows, for whoever stores something else in the same breath."""
    return _insertion(len(rows)), [value for row in rows for value in row]


@cache
def _fields() -> tuple[Field[Any, Any], ...]:
    """The key and the answers first: they are all that two rows of the same place need not share."""
    key, *others = Response._meta.concrete_fields
    answers = Response._meta.get_field("answers")
    return (key, answers, *(field for field in others if field is not answers))


@cache
def _insertion(rows: int) -> str:
    name, fields = connection.ops.quote_name, _fields()
    row = f"({', '.join(['%s'] * len(fields))})"
    columns = ", ".join(name(field.column) for field in fields if field.column)
    return f"INSERT INTO {name(Response._meta.db_table)} ({columns}) VALUES {', '.join([row] * rows)}"  # noqa: S608 (names only)


def take_in(where: Asking, arrived: Iterable[Arrived], *, channel: str) -> Iterator[list[UUID]]:
    """Store answers in stretches, in the transaction one stands in; gives the keys of each stretch once it is stored.

    Answers that nobody was asked for are left out, and whoever then said nothing is passed over.
    """
    with scope.within({where.area_id}):
        begin(where.round_id, where.area_id, where.version_id)
    responses = (response_of(where, one, channel) for one in _heard(where, arrived))
    while stretch := list(islice(responses, _STRETCH)):
        # In the order of their keys, which are random: no stretch tells in which order its answers came.
        stretch.sort(key=lambda one: one.key)
        with scope.within({where.area_id}):
            Response.objects.bulk_create(stretch)
        yield [one.key for one in stretch]


def _heard(where: Asking, arrived: Iterable[Arrived]) -> Iterator[Arrived]:
    for one in arrived:
        answers = said_by(where.dressed(one.face), one.variant, one.answers)
        if answers:
            yield Arrived(answers, one.variant, one.month, one.face, one.look)
