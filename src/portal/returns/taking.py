"""Taking an area's returns away: how many there are, whether they may be taken now, and the file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.db import transaction
from django.db.models import Count, QuerySet

from poet.answers import offered
from poet.exchange.returns import FORMATS, Column, Record, codebook, csvw
from poet.instrument import Instrument
from poet.protect import STEP
from portal.capture.models import Response
from portal.councils.models import Area
from portal.questionnaires.models import Version
from portal.reporting.extract import BATCH, responses, short_faces
from portal.reporting.results import asked_by
from portal.returns import words
from portal.returns.coarsening import Leaving, leaving
from portal.returns.models import Taken
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round

LEAST = 10


class NotTaken(Exception):
    """Returns that may not be taken away now; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """One questionnaire of an area's round."""

    asking: Round
    area: Area
    version: Version

    @property
    def asked(self) -> Instrument:
        """What the area asked, with its own questions."""
        return asked_by(self.area, self.version, chosen_in(self.asking, self.version))

    def responses(self) -> int:
        """How many there are."""
        return self._rows().count()

    def records(self, asked: Instrument) -> Iterator[Record]:
        """Each response, in no order of arrival: their keys are random."""
        short = short_faces(self.version)
        rows = self._rows().order_by("key").values_list("month", "variant", "face", "language", "answers")
        for month, wording, face, language, said in rows.iterator(chunk_size=BATCH):
            answers = offered(asked, said) if face in short else said
            yield Record(self.area.pk, f"{month:%Y-%m}", wording, face, language, answers)

    def _rows(self) -> QuerySet[Response]:
        return responses(self.asking, self.version).filter(area=self.area)


def why_not(now: int, taken: int | None) -> str:
    """Why the returns cannot be taken away now, "" where they can: rows taken before and after one answer would show it."""
    if now < LEAST:
        return words.too_few(LEAST)
    if taken is None or now == taken or now >= taken + STEP:
        return ""
    return words.too_soon(STEP)


def responses_by_version(asking: Round, area: Area) -> dict[int, int]:
    """How many there are now, by version."""
    rows = Response.objects.filter(round=asking, area=area).order_by().values("version_id")
    return dict(rows.annotate(people=Count("pk")).values_list("version_id", "people"))


def taken(asking: Round, area: Area) -> dict[int, int]:
    """How many were taken away last, by version."""
    return dict(Taken.objects.filter(round=asking, area=area).values_list("version_id", "returns"))


@transaction.atomic
def allowed(place: Place) -> int:
    """Keep that the returns of now are taken away; how many. Two people at once take the same ones. Raises NotTaken."""
    rows = Taken.objects.filter(round=place.asking, area=place.area, version=place.version)
    last = rows.select_for_update().first()
    now = place.responses()
    if why := why_not(now, last.returns if last else None):
        raise NotTaken(why)
    if not rows.update(returns=now):
        Taken.objects.create(round=place.asking, area=place.area, version=place.version, returns=now)
    return now


def written(place: Place, ending: str) -> IO[bytes]:
    """The returns as a file without a name, which is gone when it is closed. Raises TooLarge."""
    found = leaves(place)
    out = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    try:
        FORMATS[ending].write(found.columns, found.records, out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


def leaves(place: Place) -> Leaving:
    """What leaves, made coarse."""
    asked = place.asked
    return leaving(asked, tuple(place.records(asked)))


def described(place: Place, columns: tuple[Column, ...], ending: str, url: str) -> bytes:
    """The code book (`csv`) or the description for programs (`json`) of these columns."""
    if ending == "csv":
        return codebook(columns, place.asked, made_up=place.asking.made_up)
    return csvw(columns, place.asked, url, made_up=place.asking.made_up)
