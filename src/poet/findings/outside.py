"""Which model outputs are told with a release: the ledger names them, since the proof of counts does not reach them."""

from __future__ import annotations

from dataclasses import replace

from poet.findings import words
from poet.findings.material import Material
from poet.findings.model import Findings
from poet.findings.plan import Models, Plan
from poet.findings.run import run
from poet.protect import ModelOutput


def outside(plan: Plan, material: Material) -> tuple[str, ...]:
    """The models of the plan of which anything is let out, by their words and levels, each with the sizes below which it
    would not have been."""
    policy = material.release.policy
    parts = [part for part in plan.parts if isinstance(part, Models)]
    told = (part for part in parts if _is_let_out(run(replace(plan, parts=(part,)), material)))
    named = (
        words.OUTSIDE.format(
            what=part.what,
            level=part.level,
            people=policy.model_people,
            smallest=policy.minimum_base,
            residual=policy.model_residual,
        )
        for part in told
    )
    return tuple(dict.fromkeys(named))


def _is_let_out(findings: Findings) -> bool:
    return any(isinstance(line.outcome, ModelOutput) for line in findings.lines)
