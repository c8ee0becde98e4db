"""How many came by each group's link, as far as that may be told: moved on with an area's page, and never between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction

from poet.protect import OptionTable, Protected, Shown
from poet.protect.group_tallies import Among, moved
from portal.capture.models import Channel
from portal.councils.models import Area
from portal.outreach.groups import tallies
from portal.outreach.models import GroupLink
from portal.questionnaires.models import Version
from portal.reporting.models import GroupTally
from portal.reporting.ways import CHANNEL, WORDING
from portal.rounds.models import Round


def begin() -> None:
    """Answer from now on how many may be told."""
    tallies.connect(_told, dispatch_uid="group tallies")


def _told(groups: Iterable[str], **_: object) -> dict[str, int]:
    return dict(GroupTally.objects.filter(group__in=list(groups)).values_list("group_id", "people"))


@transaction.atomic
def move_on(asking: Round, version: Version, after: Protected, before: Protected | None) -> None:
    """Move the tallies of the groups of a questionnaire on with its page: call it in the transaction that moves the page."""
    rows = GroupLink.objects.filter(link__round=asking, link__version=version, sent__gt=0)
    by_area: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for token, wording, area, sent in rows.values_list("token", "link__variant", "link__area_id", "sent"):
        by_area[area].append((token, wording, sent))
    names = dict(Area.objects.filter(code__in=by_area).values_list("code", "name"))
    told = _told(token for groups in by_area.values() for token, _, _ in groups)
    for code, groups in by_area.items():
        counts = {token: sent for token, _, sent in groups}
        among = list(_among({token: wording for token, wording, _ in groups}, names[code], after, before))
        new = moved({token: told.get(token, 0) for token in counts}, counts, among)
        _keep({token: people for token, people in new.items() if people != told.get(token, 0)})


def _keep(people: Mapping[str, int]) -> None:
    GroupTally.objects.bulk_create(
        [GroupTally(group_id=token, people=number) for token, number in people.items()],
        update_conflicts=True,
        unique_fields=["group"],
        update_fields=["people"],
    )


def _among(wordings: Mapping[str, str], area: str, after: Protected, before: Protected | None) -> Iterator[Among]:
    """The numbers that the area's page tells, of which its groups are part: of everybody who answered, of those who came by
    the web, and of those who were asked in a wording."""
    every = frozenset(wordings)
    people = _shown(after.respondents.get(area))
    if people is None:
        return
    yield Among(every, people, people - ((_shown(before.respondents.get(area)) if before else None) or 0))
    of = [(CHANNEL, Channel.WEB.value, every)]
    # Where there is one wording, it is everybody's.
    of += (
        []
        if len(after.instrument.variants) == 1
        else [
            (WORDING, wording, frozenset(token for token, own in wordings.items() if own == wording))
            for wording in set(wordings.values())
        ]
    )
    for item, code, groups in of:
        now = _part(after, area, item, code)
        if now is not None:
            yield Among(groups, now, now - ((_part(before, area, item, code) if before else None) or 0))


def _part(tables: Protected, area: str, item: str, code: str) -> int | None:
    table = tables.groups.get(area, {}).get(item)
    if not isinstance(table, OptionTable):
        return None
    return next((_shown(part.count) for part in table.parts if part.codes == (code,)), None)


def _shown(cell: object) -> int | None:
    return int(cell.value) if isinstance(cell, Shown) else None
