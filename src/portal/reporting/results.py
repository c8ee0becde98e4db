"""From a round's answers to reports: the round is counted and protected once, and every area's report reads what of
that may stand on its pages by now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from importlib.metadata import version as installed

from django.conf import settings
from django.utils import timezone

from poet.count import count
from poet.frame import frame
from poet.instrument import Instrument
from poet.protect import Protected, Why, Withheld, of_everybody, protect
from poet.protect.between import largest_of
from poet.report import About, Chosen, Report, local
from portal.councils import scope
from portal.councils.models import Area
from portal.questionnaires.models import Version, composed
from portal.reporting.counting import Counted, Counting
from portal.reporting.extract import AREA_COLUMN, all_asked, asked_in, extract, responses
from portal.reporting.live import POLICY, Stands, kept_each, kept_of, standing
from portal.reporting.ways import counted_with
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round


class NothingYet(Exception):
    """Nobody in the area has answered so far."""


def report(asking: Round, area: Area, version: Version, *, beside: bool = True) -> Report:
    """An area's report on a round, as its pages show it by now; with the rest of the country `beside` it or alone.
    Raises NothingYet."""
    chosen = chosen_in(asking, version)
    return told(stands(asking, version, chosen), asking, area, version, chosen, beside=beside)


def stands(asking: Round, version: Version, chosen: Mapping[str, str], *, wait: bool = False) -> Stands:
    """What stands on the pages of a questionnaire in a round, for all areas; `chosen` is `chosen_in` them. With `wait`
    however long it takes to count."""
    with scope.everywhere("what stands of a round, for all its areas together"):
        kept = kept_of(asking, [version]).get(version.pk)
        return standing(asking, version, kept, _counting(asking, version, lambda: chosen), wait=wait)


def stands_together(asking: Round, versions: Collection[Version]) -> dict[int, Stands]:
    """What stands of several questionnaires of a round, by version: in one statement, however many they are, where nothing
    has changed and their tables were read before."""
    with scope.everywhere("what stands of a round, for all its areas together"):
        kept = kept_of(asking, versions)
        return {
            one.pk: standing(asking, one, kept.get(one.pk), _counting(asking, one, partial(chosen_in, asking, one)))
            for one in versions
        }


def stands_each(asked: Sequence[tuple[Round, Version]], chosen: Sequence[Mapping[str, str]]) -> list[Stands]:
    """What stands of questionnaires of several rounds, in their order; `chosen` is `chosen_in_each` of them. As many statements
    as for one."""
    with scope.everywhere("what stands of a round, for all its areas together"):
        kept = kept_each(asked)
        return [
            standing(asking, one, kept.get((asking.pk, one.pk)), _counting(asking, one, partial(dict, theirs)))
            for (asking, one), theirs in zip(asked, chosen, strict=True)
        ]


def _counting(asking: Round, version: Version, chosen: Callable[[], Mapping[str, str]]) -> Counting:
    return Counting(
        asked=lambda: counted_with(all_asked(version, chosen())),
        responses=responses(asking, version).count,
        now=partial(protected, asking.pk, version.pk),
    )


def told(
    found: Stands,
    asking: Round,
    area: Area,
    version: Version,
    chosen: Mapping[str, str],
    *,
    beside: bool = True,
    groups: tuple[Chosen, ...] = (),
) -> Report:
    """The report that tells an area's part of what stands, `beside` the rest and these groups of councils or alone. Raises
    NothingYet."""
    if area.name not in found.tables.groups:
        raise NothingYet
    release = narrowed(found.tables, asked_by(area, version, chosen))
    return local(
        release if beside else alone(release),
        area.name,
        About(
            date=timezone.localdate().isoformat(),
            round_name=asking.name,
            software=f"POET {installed('poet')}",
            made_up=asking.made_up,
            publisher=settings.PUBLISHER,
            licence=settings.LICENCE,
            release=found.release,
            groups="councils",
            chosen=groups if beside else (),
        ),
    )


def alone(release: Protected) -> Protected:
    """The same figures of each area, and nothing of all together to compare them with."""
    return replace(release, whole={}, all_respondents=Withheld(Why.NOT_TOLD))


@lru_cache(maxsize=8)
def protected(round_id: int, version_id: int, responses_so_far: int, left_so_far: int = 0) -> Counted:
    """A round's protected counts, with the largest answers to its numbers, kept until somebody more answers or takes answers
    back: stored responses never change."""
    del responses_so_far, left_so_far  # they are part of the key only
    version = Version.objects.get(pk=version_id)
    asking = Round.objects.get(pk=round_id)
    asked = counted_with(asked_in(asking, version))
    counts = count(frame(asked, extract(asking, version), area_column=AREA_COLUMN).frame)
    return Counted(of_everybody(protect(counts, POLICY)), largest_of(counts))


def asked_by(area: Area, version: Version, chosen: Mapping[str, str]) -> Instrument:
    """What an area asked: the questionnaire, with its own questions if it had added some."""
    digest = chosen.get(area.code)
    return composed(digest) if digest else version.instrument


def narrowed(release: Protected, asked: Instrument) -> Protected:
    """The same figures, told of the questions that were asked there."""
    return replace(release, instrument=asked)
