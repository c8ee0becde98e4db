"""What is planned of one item: the rung of every group on every ladder, and what of it the past tells already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.protect import words
from poet.protect.levels import Levels
from poet.protect.proof.audit import Leak
from poet.protect.proof.history import Subject
from poet.protect.proof.known import Contradiction, worked_out

Counts = NDArray[np.int64]


class HistoryLeaks(Exception):
    """What was issued before tells too much already, whatever this release holds back."""

    def __init__(self, leaks: tuple[Leak, ...]) -> None:
        super().__init__("\n".join(str(leak) for leak in leaks))
        self.leaks = leaks


class Stuck(HistoryLeaks):
    """Whatever was held back, the proof still finds the same: figures stand in this release that no plan put there."""

    def __init__(self, leaks: tuple[Leak, ...]) -> None:
        super().__init__(leaks)
        self.args = (words.STUCK.format(leaks="\n".join(str(leak) for leak in leaks)),)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """An item as one audience sees it: its lattice with everything issued before, what follows from that by sums, the
    wave set of this release, and the groups it may name."""

    subject: Subject
    known: Counts
    now: int
    named: tuple[int, ...]

    @classmethod
    def of(cls, subject: Subject, now: int, named: tuple[int, ...]) -> Seen:
        """The item with what follows by sums worked out. Raises HistoryLeaks where the past contradicts itself."""
        try:
            return cls(subject, worked_out(subject.lattice).known, now, named)
        except Contradiction as wrong:
            leak = Leak(subject.item, subject.name(*wrong.place), wrong.place, 1, 0, by_sums=True)
            raise HistoryLeaks((leak,)) from wrong


@dataclass(frozen=True, slots=True, eq=False)
class Ladders:
    """The ladders of an item: the one of its base (a ONE item's tables end in it), and one an option that may be ticked."""

    main: Levels
    ticked: tuple[Levels, ...] = ()


@dataclass(slots=True, eq=False)
class Plan:
    """The rung of every group on every ladder; groups are those of the seen subject's lattice."""

    ladders: Ladders
    main: Counts
    ticked: tuple[Counts, ...]

    def fill(self, known: Counts, now: int) -> None:
        """Put the counts that are told into a lattice's known ones; a base is told by the main ladder alone."""
        main = self.ladders.main
        for group in np.flatnonzero(self.main < main.nothing):
            for level in (int(self.main[group]), main.nothing - 1):
                known[now, group, list(main.sets[level])] = main.tables[level][group]
        for levels, rung in zip(self.ladders.ticked, self.ticked, strict=True):
            for group in np.flatnonzero(rung == 0):
                known[now, group, list(levels.sets[0])] = levels.tables[0][group]

    def ladder_of(self, answer: int) -> tuple[Levels, Counts]:
        """The ladder that tells of an answer set, and its rungs."""
        for levels, rung in zip(self.ladders.ticked, self.ticked, strict=True):
            if answer in levels.sets[0]:
                return levels, rung
        return self.ladders.main, self.main

    def rungs_left(self) -> int:
        """How many steps down there are in all until nothing is told."""
        ladders = [(self.ladders.main, self.main), *zip(self.ladders.ticked, self.ticked, strict=True)]
        return sum(int((levels.nothing - rung).clip(0).sum()) for levels, rung in ladders)

    def keep_ticks_with_base(self) -> None:
        """No option is told where the base is not."""
        for rung in self.ticked:
            rung[self.main >= self.ladders.main.nothing] = 1
