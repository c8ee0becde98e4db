"""From a round's answers to reports: the round is counted and protected once, and every area's report reads what of
that may stand on its pages by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import version as installed

from django.utils import timezone

from poet.count import count
from poet.frame import frame
from poet.instrument import Instrument
from poet.protect import Protected, protect
from poet.report import About, Report, local
from portal.councils.models import Area
from portal.questionnaires.models import Version, composed
from portal.reporting.extract import AREA_COLUMN, all_asked, asked_in, extract, responses
from portal.reporting.live import POLICY, standing
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round


class NothingYet(Exception):
    """Nobody in the area has answered so far."""


def report(asking: Round, area: Area, version: Version) -> Report:
    """An area's report on a round, as its pages show it by now. Raises NothingYet."""
    so_far = responses(asking, version).count()
    chosen = chosen_in(asking, version)
    release = standing(
        asking, version, all_asked(version, chosen), so_far, lambda: protected(asking.pk, version.pk, so_far)
    )
    if area.name not in release.groups:
        raise NothingYet
    return local(
        narrowed(release, asked_by(area, version, chosen)),
        area.name,
        About(
            date=timezone.localdate().isoformat(),
            round_name=asking.name,
            software=f"POET {installed('poet')}",
            made_up=asking.made_up,
        ),
    )


@lru_cache(maxsize=8)
def protected(round_id: int, version_id: int, responses_so_far: int) -> Protected:
    """A round's protected counts, kept until the number of responses changes: stored responses never do."""
    del responses_so_far  # it is part of the key only
    version = Version.objects.get(pk=version_id)
    asking = Round.objects.get(pk=round_id)
    asked = asked_in(asking, version)
    return protect(count(frame(asked, extract(asking, version), area_column=AREA_COLUMN).frame), POLICY)


def asked_by(area: Area, version: Version, chosen: Mapping[str, str]) -> Instrument:
    """What an area asked: the questionnaire, with its own questions if it had added some."""
    digest = chosen.get(area.code)
    return composed(digest) if digest else version.instrument


def narrowed(release: Protected, asked: Instrument) -> Protected:
    """The same figures, told of the questions that were asked there."""
    return replace(release, instrument=asked)
