"""What a public page tells of people is a release: it stands in the ledger before anybody can read it.

Only figures that stand on the council's own pages are told, and those move on with ten people more or not at all; so two
editions of the page, however far apart, never differ by fewer. A figure is told of the people of whom its page told it: of one
that waits there, nothing is said of who came since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from poet.protect import STANDARD_POLICIES, Audience, Population, Protected, Release, Structure, Waves
from poet.protect.drafting import Occasion, drafted
from portal.questionnaires.models import Version
from portal.reporting.passing_on import Want, passed_on
from portal.rounds.models import Round

POLICY = STANDARD_POLICIES[Audience.PUBLIC]


@dataclass(frozen=True, slots=True)
class Printed:
    """Questions of which an area's figures are printed, as they stand after a round, in which it was `called` so."""

    asking: Round
    version: Version
    tables: Protected
    items: frozenset[str]
    called: str


class NotInTheLedger(Exception):
    """A figure that stands on no page: nothing may be told of it."""


def ledgered(*printed: Printed) -> None:
    """Append the area's tables of these questions, as told to the public. Raises NotInTheLedger, Overtaken and LedgerBroken."""
    missing = passed_on([want for one in printed for want in _wants(one)], POLICY)
    if missing:
        raise NotInTheLedger(", ".join(sorted({str(one.item) for one in missing})))


def _wants(of: Printed) -> Iterator[Want]:
    area = of.called
    own = {item: table for item, table in of.tables.groups.get(area, {}).items() if item in of.items}
    told = Protected(
        instrument=of.tables.instrument,
        policy=of.tables.policy,
        respondents={},
        all_respondents=of.tables.all_respondents,
        whole={},
        groups={area: own},
    )
    nowhere = Occasion(Population("", ""), Waves(()), Structure((), {}))
    for table in drafted(Release(told.instrument, told.policy, {"area": told}), nowhere, "").tables:
        yield Want(item=table.item, group=area, table=table, slug=of.asking.slug, instrument=of.version.instrument.name)
