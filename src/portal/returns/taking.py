"""Taking an area's returns away: how many there are, whether they may be taken now, and the file."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from poet.answers import offered
from poet.exchange.returns import FORMATS, Record, codebook, columns, csvw
from poet.instrument import Instrument
from poet.protect import STEP
from portal.capture.models import Response
from portal.councils.models import Area
from portal.questionnaires.models import Version
from portal.reporting.extract import BATCH, responses, short_faces
from portal.reporting.results import asked_by
from portal.returns import words
from portal.returns.coarsening import leaving
from portal.returns.models import Taken
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round

LEAST = 10
_SALT = "portal.returns.taken"


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

    def there(self) -> There:
        """How many there are, and which."""
        return _there(self._rows().values_list("key", flat=True).iterator())

    def records(self, asked: Instrument) -> Iterator[Record]:
        """Each response, in no order of arrival: their keys are random."""
        short = short_faces(self.version)
        rows = self._rows().order_by("key").values_list("month", "variant", "face", "language", "answers")
        for month, wording, face, language, said in rows.iterator(chunk_size=BATCH):
            answers = offered(asked, said) if face in short else said
            yield Record(self.area.pk, f"{month:%Y-%m}", wording, face, language, answers)

    def taken(self) -> QuerySet[Taken]:
        """What was taken away last, if anything was."""
        return Taken.objects.filter(round=self.asking, area=self.area, version=self.version)

    def _rows(self) -> QuerySet[Response]:
        return responses(self.asking, self.version).filter(area=self.area)


@dataclass(frozen=True, slots=True)
class There:
    """How many returns there are, and a digest of which, made with our secret: of one that nobody can make, nobody can find
    out who is in it by trying."""

    returns: int
    digest: str


def _there(keys: Iterable[UUID]) -> There:
    sorted_keys = sorted(key.bytes for key in keys)
    return There(len(sorted_keys), salted_hmac(_SALT, b"".join(sorted_keys), algorithm="sha256").hexdigest())


def why_not(now: There, taken: Taken | None) -> str:
    """Why the returns cannot be taken away now, "" where they can: rows taken before and after one answer would show it, also
    where somebody else has left meanwhile and they are as many as before."""
    if now.returns < LEAST:
        return words.too_few(LEAST)
    if taken is None or now.digest == taken.digest or now.returns >= taken.returns + STEP:
        return ""
    return words.too_soon(STEP)


def there_by_version(asking: Round, area: Area) -> dict[int, There]:
    """What there is now, by version."""
    found: dict[int, list[UUID]] = defaultdict(list)
    rows = Response.objects.filter(round=asking, area=area).order_by()
    for version, key in rows.values_list("version_id", "key").iterator():
        found[version].append(key)
    return {version: _there(keys) for version, keys in found.items()}


def taken(asking: Round, area: Area) -> dict[int, Taken]:
    """What was taken away last, by version."""
    return {one.version_id: one for one in Taken.objects.filter(round=asking, area=area)}


@transaction.atomic
def allowed(place: Place) -> int:
    """Keep that the returns of now are taken away; how many. Two people at once take the same ones. Raises NotTaken."""
    rows = place.taken()
    last = rows.select_for_update().first()
    now = place.there()
    if why := why_not(now, last):
        raise NotTaken(why)
    kept = {"returns": now.returns, "digest": now.digest}
    if not rows.update(**kept):
        Taken.objects.create(round=place.asking, area=place.area, version=place.version, **kept)
    return now.returns


def written(place: Place, ending: str) -> IO[bytes]:
    """The returns as a file without a name, which is gone when it is closed. Raises TooLarge."""
    found = leaving(place.asked, tuple(place.records(place.asked)))
    place.taken().update(columns=" ".join(one.name for one in found.columns))
    out = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    try:
        FORMATS[ending].write(found.columns, found.records, out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


def described(place: Place, ending: str, url: str) -> bytes | None:
    """The code book (`csv`) or the description for programs (`json`) of the columns that were taken away last; None before
    any were. Those of now would tell what a newcomer shares with others."""
    kept, asked = place.taken().first(), place.asked
    names = frozenset(kept.columns.split()) if kept else frozenset()
    there = tuple(one for one in columns(asked) if one.name in names)
    if not there:
        return None
    if ending == "csv":
        return codebook(there, asked, made_up=place.asking.made_up)
    return csvw(there, asked, url, made_up=place.asking.made_up)
