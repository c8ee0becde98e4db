"""The one door into the responses: answers of the web, from paper, tables and other computers are made by the same lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import Any
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
_AS_IT_IS = frozenset({str, int, bool})


@dataclass(frozen=True, slots=True)
class Asking:
    """What an area asks with a questionnaire in a round, in each of its faces."""

    round_id: int
    area_id: str
    version_id: int
    faces: Mapping[str, Dressed]

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


def response_of(where: Asking, one: Arrived, channel: str) -> Response:
    """The response as it will be stored, under a random key of its own. Its answers are taken as they are."""
    return Response(**_columns(where, one, channel))


def row_of(where: Asking, one: Arrived, channel: str) -> Row:
    """The same as the database takes it, the key first, for `insertion`. Raises OutOfScope."""
    scope.check(where.area_id)
    said = _columns(where, one, channel)
    key, answers, *others = _fields()
    alike = _alike(tuple(said[field.attname] for field in others))
    return (_said(key, said[key.attname]), msgspec.json.encode(said[answers.attname]).decode(), *alike)


def _columns(where: Asking, one: Arrived, channel: str) -> dict[str, Any]:
    dressed = where.dressed(one.face)
    return {
        "key": uuid4(),
        "round_id": where.round_id,
        "area_id": where.area_id,
        "version_id": where.version_id,
        "variant": one.variant,
        "month": one.month.replace(day=1),
        "channel": str(channel),
        "face": dressed.face,
        "language": dressed.language,
        "look": str(one.look),
        "worn": dressed.instrument.digest,
        "composed": dressed.base.digest if dressed.base.core else "",
        "settled": channel != Channel.WEB,
        "answers": one.answers,
    }


@lru_cache(maxsize=1024)
def _alike(values: Row) -> Row:
    """What stands in the rows of all who answer the same in the same month, as the database takes it."""
    _, _, *others = _fields()
    return tuple(_said(field, value) for field, value in zip(others, values, strict=True))


def _said(field: Field[Any, Any], value: Any) -> Any:
    # Words and numbers are kept as they are; to ask each column's field about them takes longer than to store them.
    return value if type(value) in _AS_IT_IS else field.get_db_prep_save(value, connection)


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
