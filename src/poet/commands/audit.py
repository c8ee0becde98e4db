"""`poet audit`: verifies a whole ledger again, from its chain to every count that was not printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from math import isclose
from pathlib import Path

from poet.commands import words
from poet.protect import Audience, published
from poet.protect.ledger import BEGINNING, Entry, FileLedger, LedgerBroken, Population
from poet.protect.means import SUM
from poet.protect.proof.audit import Cache, audit
from poet.protect.proof.history import Unfitting
from poet.protect.views import rule_of, seen_by
from poet.protect.words import RESTORE

# So many leaks of one round are named one by one.
MOST_SAID = 40


def audit_ledger(file: Path, head: str | None = None) -> int:
    """Say on standard output that the history is sound (0), or on standard error where it is broken, and how (1)."""
    if not file.exists():
        print(words.NOTHING_TO_AUDIT.format(file=file), file=sys.stderr)
        return 1
    try:
        entries, last = FileLedger(file).read()
    except LedgerBroken as broken:
        print(f"{file}", broken, sep="\n", file=sys.stderr)
        return 1
    wrong = [*_other_head(last, head), *_other_policies(entries), *_bare_figures(entries)]
    counts, told = _told(entries)
    if wrong or told:
        print(f"{file}", *wrong, *told, sep="\n", file=sys.stderr)
        return 1
    populations = len({entry.draft.population.key for entry in entries})
    print(words.WHOLE.format(file=file, entries=len(entries), counts=counts, populations=populations, head=last))
    for entry in entries:
        print(_under(entry))
    print(_beyond(entries))
    return 0


def _under(entry: Entry) -> str:
    """Under which policy an entry was issued, whatever is in force now."""
    draft, rule = entry.draft, entry.draft.rule
    return words.UNDER.format(
        number=entry.number,
        at=draft.at[:10],
        audience=draft.audience,
        policy=rule.policy,
        digest=f"sha256:{rule.digest[:16]}" if rule.digest else words.MADE,
        base=rule.minimum_base,
        cell=rule.minimum_cell,
    )


def _beyond(entries: Sequence[Entry]) -> str:
    """What was issued too and is no count of people."""
    figures = sum(len(table.figures) for entry in entries for table in entry.draft.tables)
    outside = sorted({name for entry in entries for name in entry.draft.outside})
    return words.BEYOND.format(figures=figures, outside=", ".join(outside) or words.NONE_NAMED)


def _other_head(last: str, head: str | None) -> Iterator[str]:
    if head is not None and head != last:
        yield words.OTHER_HEAD.format(head=last if last != BEGINNING else "none", expected=head, remedy=RESTORE)


def _other_policies(entries: Sequence[Entry]) -> Iterator[str]:
    """Entries whose policy was never published, or says something else than they do. A policy made in a program has no
    digest; its figures stand in the entry."""
    for entry in entries:
        rule, audience = entry.draft.rule, Audience(entry.draft.audience)
        if not rule.digest:
            continue
        shelf = published().get(rule.policy)
        if shelf is None or shelf[audience].digest != rule.digest:
            yield words.UNKNOWN_POLICY.format(number=entry.number, policy=rule.policy)
        elif rule_of(shelf[audience]) != rule:
            yield words.OTHER_FIGURES.format(number=entry.number, policy=rule.policy, audience=audience)


def _bare_figures(entries: Sequence[Entry]) -> Iterator[str]:
    """Means and quartiles that do not stand beside a base of enough people, or whose sum is not that of mean and base.

    Where they do, whoever adds up or takes away sums does the same with bases: a set of people whose sum can be had has
    its number told too, and the proof of counts lets no number below the minimum base be told.
    """
    for entry in entries:
        least = entry.draft.rule.minimum_base
        for table in (one for one in entry.draft.tables if one.figures):
            named = {"number": entry.number, "item": table.item, "group": table.group or table.partition}
            if table.base is None or 0 < table.base < least:
                yield words.BARE_FIGURE.format(**named, least=least)
            elif SUM in table.figures and not isclose(table.figures[SUM], table.base * table.figures.get("mean", 0)):
                yield words.OTHER_SUM.format(**named)


def _told(entries: Sequence[Entry]) -> tuple[int, list[str]]:
    """How many counts were held against everything printed, which of them are told too narrowly, and of which items not all
    was looked at: that is no clean bill."""
    counts, told = 0, []
    cache = Cache()
    populations = {entry.draft.population.key: entry.draft.population for entry in entries}
    for population in populations.values():
        for audience in Audience:
            drafts = seen_by(entries, population, audience)
            own = [draft for draft in drafts if draft.audience == str(audience)]
            if not own:
                continue
            try:
                found = audit(drafts, own[-1].rule, cache)
            except Unfitting as unfitting:
                told.append(_line(population, audience, str(unfitting)))
                continue
            counts += found.counts
            said = [str(leak) for leak in found.leaks[:MOST_SAID]]
            said += [words.AND_MORE.format(more=len(found.leaks) - len(said))] if len(found.leaks) > len(said) else []
            told += [_line(population, audience, one) for one in (*said, *found.stopped)]
    return counts, told


def _line(population: Population, audience: Audience, leak: str) -> str:
    return words.TOLD.format(round=population.round, instrument=population.instrument, audience=audience, leak=leak)
