"""The one door from the database to the analysis: responses leave it as a sheet of cells and nothing else."""

from __future__ import annotations

from django.db.models import QuerySet

from poet.answers import Sheet, offered, sheet_of
from portal.capture.models import Response
from portal.questionnaires.faces import dressings
from portal.questionnaires.models import Version
from portal.rounds.models import Round

AREA_COLUMN = "area."  # ends in a point, which no item id holds
BATCH = 2_000


def extract(asking: Round, version: Version) -> Sheet:
    """The answers to a questionnaire in a round: one column an item and one with the area's name, sorted by area.

    What was said on a short scale stays out: an answer on three faces is never taken for one on five.
    """
    items = tuple(version.instrument.by_id)
    short = short_faces(version)
    columns: dict[str, list[str]] = {AREA_COLUMN: [], **{item: [] for item in items}}
    rows = responses(asking, version).order_by("area__name").values_list("area__name", "face", "answers")
    for area, face, said in rows.iterator(chunk_size=BATCH):
        columns[AREA_COLUMN].append(area)
        answers = offered(version.instrument, said) if face in short else said
        for item in items:
            columns[item].append(answers.get(item, ""))
    return sheet_of(columns)


def short_faces(version: Version) -> frozenset[str]:
    """The faces that ask some questions on fewer options than the questionnaire does."""
    there = dressings(version.pk, version.digest)
    return frozenset(face for face, dressed in there.items() if dressed.short)


def responses(asking: Round, version: Version) -> QuerySet[Response]:
    """The responses to a questionnaire in a round."""
    return Response.objects.filter(round=asking, version=version)
