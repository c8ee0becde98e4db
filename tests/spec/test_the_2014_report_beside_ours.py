"""The published statements of 2014 beside our report of the same figures: each is borne out by a claim, none is denied."""

from __future__ import annotations

from functools import cache

import pytest

from poet.proofread.figures import given
from poet.proofread.support import unsupported
from poet.report import About, overall
from poet.report.register import Register, register
from spec.round_2014 import PUBLISHED_2014, parents, practitioners
from spec.test_the_2014_round import COUNTS, FAVOURABLE, UNFAVOURABLE


@cache
def registers() -> dict[str, Register]:
    made = {"parents": parents(PUBLISHED_2014), "practitioners": practitioners(PUBLISHED_2014)}
    return {who: register(overall(release, About())) for who, release in made.items()}


def claims(who, item, of):
    return [claim for claim in registers()[who].claims if (claim.item, claim.of) == (item, of)]


@pytest.mark.parametrize(
    ("who", "item", "of", "published"),
    [(who, item, "favourable", figure) for _, who, item, figure in FAVOURABLE]
    + [(who, item, "unfavourable", figure) for _, who, item, figure in UNFAVOURABLE],
)
def test_a_published_percentage_is_what_our_claim_prints_and_no_other_claim_denies_it(who, item, of, published):
    (claim,) = claims(who, item, of)
    assert f"{published}%" in given(claim)


@pytest.mark.parametrize(("who", "item", "code", "published"), [row[1:] for row in COUNTS])
def test_a_published_count_stands_in_a_row_of_our_report(who, item, code, published):
    known = {claim.id: claim for claim in registers()[who].claims if claim.item == item}
    counted = {round(claim.value * claim.base) for claim in known.values() if claim.unit == "proportion"}
    counted |= {int(claim.value) for claim in known.values() if claim.unit == "people"}
    assert published in counted


# Statements as they were published (row of the table of figures, whose, share of areas of life, level), and ours.
LEVELS = [
    ("G056", "parents", "process-information", "favourable", 7, 9, 0.8),
    ("G062-G066", "parents", "child-health", "favourable", 5, 9, 0.8),
    ("G074-G077", "parents", "parent-balance", "favourable", 4, 6, 0.8),
    ("four of seven", "practitioners", "process-parents", "favourable", 4, 7, 0.75),
    ("G107", "practitioners", "process-parents", "unfavourable", 2, 7, 0.1),
]


@pytest.mark.parametrize(
    ("row", "who", "item", "of", "reached", "asked", "level"), LEVELS, ids=[row[0] for row in LEVELS]
)
def test_a_published_statement_of_a_level_is_made_and_not_denied(row, who, item, of, reached, asked, level):
    """Where we name the same level of the same areas, we count as many."""
    told = claims_of_level(who, of, level)
    ours = [(c.value, c.base) for c in told if c.base == asked and item.split("-")[0] == c.item.split("-")[0]]
    assert (reached, asked) in ours


def claims_of_level(who, of, level):
    return [
        claim
        for claim in registers()[who].claims
        if claim.unit == "areas of life" and f" {of} " in claim.of and claim.comparator_value == level
    ]


@pytest.mark.parametrize("who", ["parents", "practitioners"])
def test_every_sentence_of_our_report_of_2014_is_borne_out_by_its_claims(who):
    assert list(unsupported(registers()[who])) == []
