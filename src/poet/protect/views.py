"""Who has seen what: the releases over the same people that each audience of a new one has in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poet.protect.ledger import Draft, Entry, Population, Rule
from poet.protect.policy import Audience, Policy, sees
from poet.protect.publishing import published


@dataclass(frozen=True, slots=True)
class View:
    """What one audience has seen of a population, in the order of issue, and the rule it is held to."""

    audience: Audience
    drafts: tuple[Draft, ...]
    rule: Rule


def rule_of(policy: Policy) -> Rule:
    """The policy as the ledger keeps it."""
    return Rule(policy.id, policy.digest, policy.minimum_base, policy.minimum_cell, policy.everyone)


def seen_by(entries: Sequence[Entry], population: Population, audience: Audience) -> tuple[Draft, ...]:
    """The releases over these people that the audience has seen."""
    shown = {str(one) for one in sees(audience)}
    return tuple(
        entry.draft
        for entry in entries
        if entry.draft.population.key == population.key and entry.draft.audience in shown
    )


def views(entries: Sequence[Entry], population: Population, policy: Policy) -> tuple[View, ...]:
    """Everybody who will see a release of the policy's audience, with what they have seen; one of those who saw the
    same under the same rule."""
    found: dict[tuple[int, ...], View] = {}
    for audience in Audience:
        if policy.audience not in sees(audience):
            continue
        drafts = seen_by(entries, population, audience)
        rule = rule_of(_same_policy_for(policy, audience))
        found.setdefault((*map(id, drafts), hash(rule)), View(audience, drafts, rule))
    return tuple(found.values())


def _same_policy_for(policy: Policy, audience: Audience) -> Policy:
    """What the same published policy says for another audience; a policy made in a program says the same for all."""
    shelf = published().get(policy.id)
    return shelf[audience] if shelf and shelf[audience].digest == policy.digest else policy
