"""What `poet release --plan` issues: the groups, bands and joinings of an analysis plan, and the models that go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from poet.count import Counts, Packed
from poet.findings import Findings, Material, Plan, run
from poet.findings.plan import Models
from poet.findings.tables import laid_out
from poet.protect import ModelOutput, Policy, Population, Release, Waves
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
        """The answers by the plan's groups; what is told together is chosen beside what was issued before."""
        return laid_out(self.plan, self.kept, self.regions, policy, entries, whose)

    def models(self, release: Release) -> tuple[str, ...]:
        """The models of the plan of which anything is let out beside the release, by their words and levels."""
        material = Material(release, self.regions, kept=self.kept)
        parts = [part for part in self.plan.parts if isinstance(part, Models)]
        told = (part for part in parts if _is_let_out(run(replace(self.plan, parts=(part,)), material)))
        return tuple(dict.fromkeys(f"{part.what} ({part.level})" for part in told))


def _is_let_out(findings: Findings) -> bool:
    return any(isinstance(line.outcome, ModelOutput) for line in findings.lines)
