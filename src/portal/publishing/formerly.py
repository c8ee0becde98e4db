"""What an area that is no more told everybody, for the reports of areas that stand on its ground now: what is public, and nothing
else, under the name and the release it was published with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from portal.publishing.models import Publication
from portal.publishing.printed_again import shares
from portal.publishing.publish import signed
from portal.questionnaires.models import Version
from portal.reporting.ground import Published, public


def begin() -> None:
    """Answer from now on."""
    public.connect(_answered, dispatch_uid="publishing")


def _answered(*, codes: Collection[str], form: str, before: datetime, made_up: bool, **_: Any) -> tuple[Published, ...]:
    rows = Publication.public.filter(area__in=codes, form=form, round__closes__lte=before, made_up=made_up)
    return tuple(_told(rows.select_related("round").order_by("-round__closes", "-published", "-pk")))


def _told(rows: Iterable[Publication]) -> Iterator[Published]:
    """Of each area and round the last report that tells any share."""
    seen = set[tuple[str, int]]()
    for one in rows:
        report, area = signed(one), one.area_id or ""
        form, _, version = report.source.instrument.partition("/")
        asked = Version.objects.filter(form=form, version=version).first()
        found = shares(report)
        if (area, one.round_id) not in seen and found and asked:
            seen.add((area, one.round_id))
            yield Published(area, one.round_id, one.round.name, one.round.closes, asked.instrument, found)
