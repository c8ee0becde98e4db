"""The published statements of 2014 beside our report of the same figures: each is borne out by a claim, none is denied."""

from __future__ import annotations

from functools import cache, singledispatch

import pytest

from poet.proofread.figures import given
from poet.proofread.support import unsupported
from poet.report import About, overall
from poet.report.register import Register, register
from poet.report.rules import rules
from spec.round_2014 import PUBLISHED_2014, parents, practitioners
from spec.statements_2014 import CODING, STATEMENTS, WHY_NOT, Counted, Level, Prints, Says, Spoken, Within
from spec.test_the_2014_round import COUNTS, FAVOURABLE, UNFAVOURABLE


@cache
def registers() -> dict[str, Register]:
    made = {"parents": parents(PUBLISHED_2014), "practitioners": practitioners(PUBLISHED_2014)}
    return {who: register(overall(release, About())) for who, release in made.items()}


@cache
def asked():
    releases = (("parents", parents(PUBLISHED_2014)), ("practitioners", practitioners(PUBLISHED_2014)))
    return {(who, item.id): item for who, release in releases for item in release.instrument.items}


def label(who, item, code):
    return next(option.text for option in asked()[who, item].options if option.code == code)


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


# --- statement by statement


@singledispatch
def is_made(made):
    raise TypeError(made)


@is_made.register
def _(made: Prints):
    return any(made.text in given(claim) for claim in claims(made.who, made.item, made.of))


@is_made.register
def _(made: Within):
    found = [claims(made.who, item, made.of) for item in made.items]
    return all(each and all(made.low <= claim.value <= made.high for claim in each) for each in found)


@is_made.register
def _(made: Level):
    told = [claim for claim in claims_of_level(made.who, made.of, made.level) if claim.item == made.first]
    return [(claim.value, claim.base) for claim in told] == [(made.reached, made.asked)]


@is_made.register
def _(made: Says):
    return any(made.words in " ".join(statement.pieces) for statement in registers()[made.who].statements)


@is_made.register
def _(made: Spoken):
    band = rules().said(made.words)
    return band is not None and band.holds(made.count / made.base)


@is_made.register
def _(made: Counted):
    of = label(made.who, made.item, made.code)
    found = [*claims(made.who, made.item, of), *claims(made.who, made.item, f"{of}, people apart")]
    return bool(found) and all(str(made.count) in given(claim) for claim in found)


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda one: one.rows or one.stated)
def test_a_statement_of_2014_is_made_by_our_report_or_says_why_it_is_not(statement):
    assert bool(statement.made) != bool(statement.why_not)
    assert statement.why_not in ("", *WHY_NOT)
    assert [made for made in statement.made if not is_made(made)] == []


def test_every_published_figure_of_2014_stands_in_one_statement():
    told = [row for statement in STATEMENTS for row in statement.rows.split()]
    assert sorted(told) == [f"G{number:03}" for number in range(1, 121)]


def test_all_but_a_few_statements_are_made_and_comments_are_what_is_left():
    left = [row for one in STATEMENTS if one.why_not for row in (one.rows.split() or [one.stated])]
    coded = [row for one in STATEMENTS if one.why_not == CODING for row in one.rows.split()]
    assert (len(STATEMENTS), len(left), len(coded)) == (91, 15, 6)


def test_a_statement_that_our_figures_deny_would_be_found():
    assert not is_made(Prints("parents", "needs-now", "favourable", "71%"))
    assert not is_made(Level("parents", "process-information", "favourable", 8, 9, 0.8))
    assert not is_made(Counted("parents", "budget-uses", "community", 35))
    assert not is_made(Within("parents", ("child-learning",), "favourable", 0.6, 1))
    assert not is_made(Spoken("around a third", 43, 100))
    assert not is_made(Says("parents", "In eight of the nine areas we asked about, at least 80%"))
