"""The one door from the database to the analysis: responses leave it as a sheet of cells and nothing else."""

from __future__ import annotations

from django.db.models import QuerySet

from poet.answers import Sheet, sheet_of
from portal.capture.models import Response
from portal.questionnaires.models import Version
from portal.rounds.models import Round

AREA_COLUMN = "area."  # ends in a point, which no item id holds
BATCH = 2_000


def extract(asking: Round, version: Version) -> Sheet:
    """The answers to a questionnaire in a round: one column an item and one with the area's name, sorted by area."""
    items = tuple(version.instrument.by_id)
    columns: dict[str, list[str]] = {AREA_COLUMN: [], **{item: [] for item in items}}
    rows = responses(asking, version).order_by("area__name").values_list("area__name", "answers")
    for area, answers in rows.iterator(chunk_size=BATCH):
        columns[AREA_COLUMN].append(area)
        for item in items:
            columns[item].append(answers.get(item, ""))
    return sheet_of(columns)


def responses(asking: Round, version: Version) -> QuerySet[Response]:
    """The responses to a questionnaire in a round."""
    return Response.objects.filter(round=asking, version=version)
