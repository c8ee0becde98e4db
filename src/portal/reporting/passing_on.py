"""What a council's own managers were told is told to others too: an entry of its own for its own audience, over the people of
whom the figures were told and nobody who came since.

A figure that waits on a page is one of fewer people than have answered by now. Whoever passes it on says nothing of the others,
and least of all that none came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone

from poet.protect import STANDARD_POLICIES, Audience, Policy, Waves
from poet.protect.issuing import Refused, issue
from poet.protect.ledger import Draft, Entry, Overtaken, Printed, Respondents, read_line
from poet.protect.views import rule_of
from portal.reporting import words
from portal.reporting.called import called_by_round, entry_today
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import LedgerLine

OWN = STANDARD_POLICIES[Audience.OWN]
_CROSSED = " x "
_TRIES = 3

Key = tuple[str, str]
Figure = Printed | Respondents
# Names what of the figures that no entry holds is printed all the same: the proof does not reach it.
Outside = Callable[[tuple["Want", ...]], tuple[str, ...]]


class NotPassedOn(Exception):
    """It may not be told to this audience; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """A figure that was told to own managers: by the `number` of its entry, or of a round (its `slug`) and `instrument`.

    `item` is "" for how many people answered and None for any question; `group` is None for everybody. Of a group that was
    told apart by a question (`by`), `group` is whose part of it is ("everybody", or a region). `base` is what it rests on,
    `table` the very table where that is known.
    """

    item: str | None
    group: str | None
    base: int | None = None
    table: Printed | None = None
    by: str = ""
    number: int | None = None
    slug: str = ""
    instrument: str = ""

    def is_in(self, entry: Entry) -> bool:
        """Whether an entry may hold it."""
        of, _, by = entry.draft.population.round.partition(" by ")
        if entry.draft.audience != OWN.audience.value or by != self.by:
            return False
        if self.number is not None and not by:
            return entry.number == self.number
        is_theirs = of.rpartition("/")[0] == self.slug and entry.draft.population.instrument == self.instrument
        return is_theirs and (self.number is None or entry.number > self.number)

    def fits(self, figure: Figure) -> bool:
        """Whether this is the figure."""
        if isinstance(figure, Respondents):
            return self.item == "" and self._is_of(figure) and figure.count == self.base
        if self.table is not None:
            return replace(figure, partition=self.table.partition) == self.table and self._is_of(figure)
        return self.item in {None, figure.item} and self._is_of(figure) and figure.base == self.base

    def _is_of(self, figure: Figure) -> bool:
        crossed = _CROSSED in figure.partition
        if self.by:
            return crossed and (figure.group or "").startswith(f"{self.group}{_CROSSED}")
        return not crossed and figure.group == self.group


@dataclass(slots=True)
class _Source:
    """An entry whose figures are passed on, and the waves that they cover by now: those who left since are named."""

    entry: Entry
    covered: tuple[str, ...]
    figures: list[Figure] = field(default_factory=list)


def passed_on(wants: Collection[Want], policy: Policy, outside: Outside = lambda _: ()) -> tuple[Want, ...]:
    """Append to the ledger, for the policy's audience, what is wanted and it was not told yet; those that no entry holds.
    Raises NotPassedOn, Overtaken where others append without end, and LedgerBroken."""
    for tried in range(_TRIES):
        try:
            with transaction.atomic():
                return _once(wants, policy, outside)
        except Overtaken:
            if tried == _TRIES - 1:
                raise
    return tuple(wants)


def _once(wants: Collection[Want], policy: Policy, outside: Outside) -> tuple[Want, ...]:
    head = DatabaseLedger().head()
    sources, missing = _found(wants, policy)
    for place, one in enumerate(sources, 1):
        named = outside(missing) if place == len(sources) else ()
        _append(replace(_draft(one, policy), outside=named), policy, head)
        head = DatabaseLedger().head()
    return missing


def _append(draft: Draft, policy: Policy, head: str) -> None:
    """Whoever is told it knows no more than own managers, who were told it under a proof. Under a stricter rule that proves
    too little, and all is audited anew."""
    ledger = DatabaseLedger()
    if not _is_stricter(policy):
        ledger.append(draft, head)
        return
    outcome = issue(draft, policy, ledger)
    if isinstance(outcome, Refused):
        raise NotPassedOn(words.tells_too_much(policy.audience.value, [str(one) for one in outcome.leaks]))


def _is_stricter(policy: Policy) -> bool:
    return (
        policy.minimum_base > OWN.minimum_base
        or policy.minimum_cell > OWN.minimum_cell
        or (OWN.everyone and not policy.everyone)
    )


def _draft(of: _Source, policy: Policy) -> Draft:
    """The entry of those figures for its audience."""
    own = of.entry.draft
    tables = tuple(one for one in of.figures if isinstance(one, Printed))
    items = {one.item for one in tables}
    return replace(
        own,
        at=timezone.now().isoformat(timespec="seconds"),
        audience=policy.audience.value,
        rule=rule_of(policy),
        waves=Waves(of.covered),
        questions=tuple(one for one in own.questions if one.item in items),
        respondents=tuple(one for one in of.figures if isinstance(one, Respondents)),
        tables=tables,
        outside=(),
    )


def _found(wants: Collection[Want], policy: Policy) -> tuple[list[_Source], tuple[Want, ...]]:
    """The entries that hold what is wanted, oldest first, each without what the audience was told of it before."""
    left, sources = list(wants), list[_Source]()
    told: dict[tuple[Key, frozenset[str]], list[Figure]] = defaultdict(list)
    since: dict[Key, list[Mapping[str, str]]] = defaultdict(list)
    for entry in _newest_first():
        if not left:
            break
        key, covered = entry.draft.population.key, _covered(entry, since[entry.draft.population.key])
        if entry.draft.audience == policy.audience.value:
            told[key, frozenset(covered)] += _figures(entry)
        if entry.draft.waves.left:
            since[key].append(entry.draft.waves.left)
        figures, met = _fitting(entry, [one for one in left if one.is_in(entry)])
        left = [one for one in left if id(one) not in met]
        new = [one for one in figures if one not in told[key, frozenset(covered)]]
        if new:
            sources.insert(0, _Source(entry, covered, new))
    return sources, tuple(left)


def _fitting(entry: Entry, wants: Collection[Want]) -> tuple[list[Figure], set[int]]:
    """The figures of an entry that are wanted, and by which wants (their ids)."""
    by_item: dict[str | None, list[Want]] = defaultdict(list)
    for one in wants:
        by_item[one.item].append(one)
    figures, met = list[Figure](), set[int]()
    for figure in _figures(entry) if wants else ():
        item = figure.item if isinstance(figure, Printed) else ""
        fit = [one for one in (*by_item[item], *by_item[None]) if one.fits(figure)]
        met |= {id(one) for one in fit}
        figures += [figure] if fit else []
    return figures, met


def _figures(entry: Entry) -> list[Figure]:
    return [*entry.draft.tables, *entry.draft.respondents]


def _covered(entry: Entry, since: list[Mapping[str, str]]) -> tuple[str, ...]:
    """The waves an entry covers, with what later entries (the latest first) call those of them who left."""
    covered = list(entry.draft.waves.covered)
    for left in reversed(since):
        covered += [gone for wave, gone in left.items() if wave in covered and gone not in covered]
    return tuple(covered)


def _newest_first() -> Iterator[Entry]:
    lines = LedgerLine.objects.order_by("-number").values_list("line", flat=True)
    names = called_by_round()
    return (entry_today(read_line(bytes(line)).entry, names) for line in lines.iterator(chunk_size=4))
