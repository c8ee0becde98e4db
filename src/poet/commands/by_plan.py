"""What `poet release --plan` issues: the groups, bands and joinings of an analysis plan, and the models that go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poet.count import Counts, Packed
from poet.findings import Material, Plan, outside
from poet.findings.tables import laid_out
from poet.protect import Policy, Population, Release, Waves
from poet.protect.drafting import Occasion
from poet.protect.ledger import Entry


@dataclass(frozen=True, slots=True, eq=False)
class ByPlan:
    """A plan, the answers it is run on, and each area's region."""

    plan: Plan
    kept: Packed
    regions: Mapping[str, str]

    def laid_out(
        self, policy: Policy, entries: Sequence[Entry], whose: tuple[Population, Waves]
    ) -> tuple[Counts, Occasion]:
        """The answers by the plan's groups; what is told together is chosen beside what was issued before. Of whom no area
        is told is laid over areas all the same: other releases of the same people may tell of areas."""
        return laid_out(self.plan, self.kept, self.regions, policy, entries, whose, over_areas=True)

    def models(self, release: Release) -> tuple[str, ...]:
        """The models of the plan of which anything is let out beside the release, as the ledger names them."""
        return outside(self.plan, Material(release, self.regions, kept=self.kept))
