"""What stands of earlier rounds, and of what others were asked in this one: figures as they were shown last, never moved on."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from poet.compare import Period
from poet.protect import Protected
from poet.protect.keeping import load
from poet.report import MOST_ROUNDS, Earlier, Other
from portal.councils.models import Area
from portal.questionnaires.models import Version
from portal.reporting.called import Names, called_by_round, called_in, today
from portal.reporting.extract import all_asked
from portal.reporting.ground import ground
from portal.reporting.live import POLICY
from portal.reporting.models import Standing
from portal.reporting.ways import counted_with
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round


def rounds_before(asking: Round, version: Version, area: Area | None = None) -> tuple[Earlier, ...]:
    """What stands of the same questionnaire in a few rounds that closed before this one opened, newest first, with an `area`
    what of it is that area's own; made-up rounds beside made-up rounds alone."""
    rows = list(_rows(asking, version))
    names = called_by_round() if rows else {}
    found = tuple(_told(row, asking, names.get(row.round_id, {})) for row in rows)
    return ground().earlier(area, found) if area and found else found


def other_voices(asking: Round, version: Version) -> tuple[Other, ...]:
    """What stands of the other questionnaires of a round."""
    rows = Standing.objects.filter(round=asking, audience=POLICY.audience).exclude(version__form=version.form)
    found = rows.select_related("round", "version").order_by("version_id").defer("tables")
    names = called_in(asking)
    return tuple(Other(today(_tables(row), names), _named(row)) for row in found)


def _rows(asking: Round, version: Version) -> Iterator[Standing]:
    """One state a round: of the later version, where a round had two."""
    rows = (
        Standing.objects.filter(
            version__form=version.form,
            audience=POLICY.audience,
            round__closes__lte=asking.opens,
            round__made_up=asking.made_up,
        )
        .select_related("round", "version")
        .order_by("-round__closes", "-round_id", "-version_id")
        .defer("tables")
    )
    seen = set[int]()
    for row in rows:
        if row.round_id not in seen and len(seen) < MOST_ROUNDS - 1:
            seen.add(row.round_id)
            yield row


def _told(row: Standing, asking: Round, names: Names) -> Earlier:
    periods = (_period(asking), _period(row.round))
    apart = periods if periods[1].last < periods[0].first else None
    return Earlier(today(_tables(row), names), row.round.name, apart, _named(row))


def _tables(row: Standing) -> Protected:
    asked = counted_with(all_asked(row.version, chosen_in(row.round, row.version)))
    return load(bytes(row.tables), asked, POLICY)


def _named(row: Standing) -> str:
    """What names the figures in a report."""
    return f"{row.round.slug}/{row.version}/{row.digest[:12]}"


def _period(one: Round) -> Period:
    return Period(timezone.localdate(one.opens), timezone.localdate(one.closes))
