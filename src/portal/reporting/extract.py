"""The one door from the database to the analysis: responses leave it as a sheet of cells and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from poet.answers import Sheet, offered, sheet_of
from poet.instrument import Instrument
from poet.instrument.bank import gathered
from portal.capture.models import Response
from portal.questionnaires.faces import dressings
from portal.questionnaires.models import Version, composed
from portal.reporting.ways import age_item, counted_with, ways_of
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round

AREA_COLUMN = "area."  # ends in a point, which no item id holds
BATCH = 2_000


def extract(asking: Round, version: Version, *, ids: str = "") -> Sheet:
    """The answers to a questionnaire in a round: one column an item, one with the area's name, and those of
    `counted_with`; sorted by area. With `ids` a column of that name holds the responses' keys, from which noise is made.

    What was said on a short scale stays out: an answer on three faces is never taken for one on five.
    """
    asked = asked_in(asking, version)
    items, age = tuple(counted_with(asked).by_id), age_item(asked)
    short = short_faces(version)
    columns: dict[str, list[str]] = {AREA_COLUMN: [], **{item: [] for item in items}}
    rows = (
        responses(asking, version)
        .order_by("area__name")
        .values_list("area__name", "face", "answers", "channel", "variant", "key")
    )
    for area, face, said, channel, variant, key in rows.iterator(chunk_size=BATCH):
        columns[AREA_COLUMN].append(area)
        if ids:
            columns.setdefault(ids, []).append(str(key))
        answers = offered(asked, said) if face in short else said
        cells = answers | ways_of(channel, variant, answers, age)
        for item in items:
            columns[item].append(cells.get(item, ""))
    return sheet_of(columns)


def asked_in(asking: Round, version: Version) -> Instrument:
    """Everything that was asked anywhere in a round: the core, the same for all, and each question that some area added.

    The core's answers are counted over all areas, an added question's over those that asked it.
    """
    return all_asked(version, chosen_in(asking, version))


def all_asked(version: Version, chosen: Mapping[str, str]) -> Instrument:
    """The same, from the digests of the composed forms by the area that chose them."""
    return gathered(version.instrument, [composed(digest) for digest in sorted(set(chosen.values()))])


def short_faces(version: Version) -> frozenset[str]:
    """The faces that ask some questions on fewer options than the questionnaire does."""
    there = dressings(version.pk, version.digest)
    return frozenset(face for face, dressed in there.items() if dressed.short)


def responses(asking: Round, version: Version) -> QuerySet[Response]:
    """The responses to a questionnaire in a round."""
    return Response.objects.filter(round=asking, version=version)
