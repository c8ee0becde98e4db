"""What only a run of reports can tell, kept for when a draft's other figures are made anew: a region's report, and results by
background on everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from poet.draw import json
from poet.report import Report, tells_by_background, with_backgrounds
from portal.councils.models import Area
from portal.councils.recoding import recoded
from portal.editing import words
from portal.editing.generating import NotMade, made
from portal.editing.models import AsIssued, Draft, Making
from portal.questionnaires.models import Version
from portal.rounds.models import Round

NATION = "nation"


def begin() -> None:
    """Hear of each area that gets another code, in the transaction in which it does."""
    recoded.connect(_recoded, dispatch_uid="editing")


def _recoded(old: str, new: str, **_: Any) -> None:
    Draft.objects.filter(place=old).update(place=new)


def place_of(area: Area | None, region: str) -> str:
    """What a draft's place is called: the area's code, the region's name, or the nation."""
    return area.pk if area else region or NATION


def keep_as_issued(draft: Draft, report: Report, *, at: datetime) -> None:
    """Keep what a run made for a draft of a region or of the whole country, in the place of what the run before made."""
    if draft.area_id is None:
        AsIssued.objects.update_or_create(draft=draft, defaults={"report": json.dump(report), "at": at})


def fresh(asking: Round, version: Version, kind: str, area: Area | None, region: str = "") -> Report:
    """The report of a kind in a place from the figures that stand by now, with what only runs tell as it was issued last.
    Raises NotMade."""
    if area is not None:
        return made(asking, version, kind, area)
    issued = next(_issued(asking, version, place_of(area, region)), None)
    if region:
        if issued is None:
            raise NotMade(words.REGIONS_BY_RUN)
        return issued
    now = made(asking, version, kind, area)
    return with_backgrounds(now, issued) if issued is not None else now


def _issued(asking: Round, version: Version, place: str) -> Iterator[Report]:
    """What was issued of a place, the last first: as it was kept, else as a draft's own makings tell it."""
    for one in AsIssued.objects.filter(draft__round=asking, draft__version=version, draft__place=place):
        yield json.load(bytes(one.report))
    earlier = Making.objects.filter(draft__round=asking, draft__version=version, draft__place=place).order_by("-number")
    for making in earlier:
        found = json.load(bytes(making.report))
        if place != NATION or tells_by_background(found):
            yield found
