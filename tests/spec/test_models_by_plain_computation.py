"""Each model of a plan on a small made-up round, beside a plain computation that shares no code with it."""

import math
from pathlib import Path

import numpy as np
import pytest
from asked_of_many import FORM, asked
from scipy.stats import beta, betabinom
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.proportion import proportion_confint

from poet.count import packed
from poet.findings import Material, Round, parse, release, run
from poet.findings.vocabulary import MODELS
from poet.protect import ModelOutput

FRAME = asked(areas=40, people=60)
KEPT = packed(FRAME)
AREA = np.repeat(np.arange(40), np.diff(FRAME.starts))


def model(what, level="nation", more="", **given):
    head = f'id = "p"\ntitle = "P"\nlevel = "{level}"\n[[models]]\nwhat = "{what}"\n{more}'
    plan = parse(head, "p.toml", FORM)
    return run(plan, Material(release(plan, KEPT), kept=KEPT, **given)).lines


def codes(item):
    """1 for the first option, and so on; 0 where nobody said anything. Of a judged question 1 to 5 are its answers."""
    return FRAME.columns[item].codes.astype(int)


def tallies(item):
    """How many people of each area answered, and how many favourably."""
    said, good = (codes(item) >= 1) & (codes(item) <= 5), (codes(item) >= 1) & (codes(item) <= 2)
    return np.bincount(AREA[said], minlength=40), np.bincount(AREA[good], minlength=40)


def fitted(base, good):
    """Mean and intra-class correlation of the beta-binomial of greatest likelihood, by trying out a fine grid."""
    means, iccs = np.linspace(0.4, 0.55, 151), np.linspace(0.001, 0.2, 400)
    k = (1 - iccs) / iccs
    best = max(
        (betabinom.logpmf(good[:, None], base[:, None], mean * k, (1 - mean) * k).sum(axis=0).max(), mean)
        for mean in means
    )[1]
    at = betabinom.logpmf(good[:, None], base[:, None], best * k, (1 - best) * k).sum(axis=0).argmax()
    return best, iccs[at]


def test_bands_are_those_of_spiegelhalter_2005_behind_the_gate():
    base, good = tallies("heard")
    y, s, target = np.arcsin(np.sqrt(good / base)), 1 / (2 * np.sqrt(base)), np.arcsin(np.sqrt(good.sum() / base.sum()))
    z = (y - target) / s
    phi = (np.clip(z, *np.quantile(z, [0.1, 0.9])) ** 2).mean()
    w = 1 / s**2
    tau2 = max(0, (40 * phi / 0.67865456 - 39) / (w.sum() - (w**2).sum() / w.sum()))
    found = model("bands", more='items = ["heard"]')[0].outcome.value
    assert (found.target, found.tau) == (round(good.sum() / base.sum(), 2), round(math.sqrt(tau2), 2))
    distance = (y - target) / np.sqrt(s**2 + tau2)
    _, icc = fitted(base, good)
    reliable = base / (base + (1 - icc) / icc)
    for place, band in enumerate(found.of_area.values()):
        far = abs(distance[place])
        words = (
            "as expected"
            if far < 1.959964
            else ("much " if far > 3.090232 else "") + ("better" if distance[place] > 0 else "worse")
        )
        if abs(reliable[place] - 0.7) > 0.01:
            assert str(getattr(band, "why", band)).startswith(words if reliable[place] > 0.7 else "not enough")


def test_shares_are_shrunken_to_the_mean_of_a_beta():
    base, good = tallies("heard")
    mean, icc = fitted(base, good)
    k = (1 - icc) / icc
    for place, line in enumerate(model("shrunken", "area", 'items = ["heard"]')):
        if isinstance(line.outcome, ModelOutput):
            found = line.outcome.value
            a, b = mean * k + good[place], (1 - mean) * k + base[place] - good[place]
            assert found.shrunken == pytest.approx(a / (a + b), abs=0.005)
            assert (found.interval.low, found.interval.high) == pytest.approx(beta.interval(0.95, a, b), abs=0.01)


def test_ranks_are_counted_from_intervals_that_all_hold_at_once():
    base, good = tallies("heard")
    low, high = proportion_confint(good, base, alpha=1 - 0.95 ** (1 / 40), method="wilson")
    for place, line in enumerate(model("rank-intervals", "area", 'items = ["heard"]')):
        above, below = (low > high[place]).sum(), (high < low[place]).sum()
        assert (line.outcome.value.best, line.outcome.value.worst) == (1 + above, 40 - below)


def scored(items):
    """Each person's share of favourable answers among those they gave to the items, and who gave half of them."""
    said = np.stack([(codes(item) >= 1) & (codes(item) <= 5) for item in items])
    good = np.stack([(codes(item) >= 1) & (codes(item) <= 2) for item in items])
    enough = said.sum(axis=0) * 2 >= len(items)
    return (good.sum(axis=0) / np.maximum(said.sum(axis=0), 1))[enough], AREA[enough]


def test_bands_of_a_section_stand_around_the_mean_of_everybodys_scores():
    scores, _ = scored(("health", "friends"))
    found = next(line for line in model("section-bands") if line.part == "outcome").outcome.value
    assert found.target == round(scores.mean(), 2)
    last = Round(
        "before", None, release(parse('id="p"\ntitle="P"\nlevel="nation"\n[[trends]]\n', "p", FORM), KEPT), KEPT
    )
    pooled = next(line for line in model("pooled-bands", earlier=(last,)) if line.part == "outcome").outcome
    assert pooled.behind.people == 2 * len(scores)


def test_a_fair_share_weighs_men_and_women_as_everywhere():
    gender, health = codes("gender"), codes("health")
    kept = (gender > 0) & (health >= 1) & (health <= 5)
    mix = np.bincount(gender[kept], minlength=3)[1:] / kept.sum()
    for place, line in enumerate(model("fair", "area", 'items = ["health"]\nby = ["gender"]')):
        if isinstance(line.outcome, ModelOutput) and not line.outcome.value.joined and not line.outcome.value.cut:
            here = kept & (place == AREA)
            shares = [(health[here & (gender == one)] <= 2).mean() for one in (1, 2)]
            assert line.outcome.value.fair.value == pytest.approx(float(mix @ shares), abs=1e-9)


def test_subgroups_within_areas_are_pooled_as_statsmodels_does():
    gender, heard = codes("gender"), codes("heard")
    said = (gender > 0) & (heard >= 1) & (heard <= 5)
    tables = [
        [[(here & (gender == one) & (good == (heard <= 2))).sum() for good in (True, False)] for one in (1, 2)]
        for place in range(40)
        for here in (said & (place == AREA),)
    ]
    theirs = StratifiedTable([np.array(table, float) for table in tables])
    pooled = model("across-areas", more='items = ["heard"]\nby = ["gender"]')[0].outcome.value.pooled
    assert pooled.odds_ratio.value == pytest.approx(theirs.oddsratio_pooled, rel=1e-9)
    assert pooled.p == pytest.approx(theirs.test_null_odds(correction=False).pvalue, rel=1e-9)


def test_process_with_outcome_is_counted_on_fingers():
    heard, health = codes("heard"), codes("health")
    both = (heard >= 1) & (heard <= 5) & (health >= 1) & (health <= 5)
    lines = model("process-with-outcome")
    plain = next(line for line in lines if (line.what, line.item, line.part) == ("plain", "health", "heard"))
    for told, met in ((plain.outcome.value.met, heard <= 2), (plain.outcome.value.unmet, heard > 2)):
        assert (told.count, told.base) == ((both & met & (health <= 2)).sum(), (both & met).sum())


def test_process_told_by_others_goes_with_outcome_over_areas():
    others = asked(areas=40, people=50, seed=9)
    lines = model("other-raters", more='items = ["health"]', voice_answers={"others": packed(others)})
    found = next(line for line in lines if line.part == "others heard").outcome.value
    theirs, place = others.columns["heard"].codes.astype(int), np.repeat(np.arange(40), np.diff(others.starts))
    means = [
        [told[(here == area) & (told >= 1) & (told <= 5)].mean() for area in range(40)]
        for told, here in ((codes("health"), AREA), (theirs, place))
    ]
    assert (found.areas, {line.item for line in lines}) == (40, {"health"})
    assert found.correlation == pytest.approx(np.corrcoef(means)[0, 1], rel=1e-9)


def test_a_scales_alpha_is_that_of_its_covariances():
    said = np.stack([codes("health"), codes("friends")]).astype(float)
    table = np.cov(said[:, ((said >= 1) & (said <= 5)).all(axis=0)])
    alpha = 2 * (1 - np.trace(table) / table.sum())
    found = next(line for line in model("scale") if line.part == "outcome").outcome.value
    assert found.alpha.value == pytest.approx(alpha, rel=1e-9)


def test_the_health_of_a_question_is_counted_on_fingers():
    said = codes("friends")
    found = next(line for line in model("health") if line.item == "friends").outcome.value
    answered = (said >= 1) & (said <= 5)
    assert (found.asked, found.answered) == (len(said), answered.sum())
    assert found.missing == pytest.approx((said == 0).mean())
    assert (found.ceiling, found.floor) == pytest.approx(((said[answered] == 1).mean(), (said[answered] == 5).mean()))


def test_how_alike_groups_answered_is_the_spread_of_their_rates():
    caseload = {"primary": 3000, "secondary": 3000, "college": 1000}
    found = model("who-is-heard", caseload={"everybody": {"phase": caseload}})[0].outcome.value
    people, all_of = np.bincount(codes("phase"), minlength=4)[1:], np.array(list(caseload.values()))
    rate = np.repeat(people / all_of, all_of)
    assert found.r_indicator == pytest.approx(1 - 2 * rate.std(ddof=1), rel=1e-9)


def test_a_share_weighted_to_the_caseload_is_the_caseloads_mix_of_its_groups_shares():
    caseload = {"primary": 3000, "secondary": 3000, "college": 1000}
    lines = model("weighted", more='items = ["heard"]', caseload={"everybody": {"phase": caseload}})
    heard, phase = codes("heard"), codes("phase")
    asked_of = (heard >= 1) & (heard <= 5) & (phase >= 1)
    shares = [(heard[asked_of & (phase == place)] <= 2).mean() for place in (1, 2, 3)]
    found = lines[0].outcome.value.fair
    assert found.value == pytest.approx(np.average(shares, weights=list(caseload.values())), rel=1e-9)


def test_what_the_silent_would_have_to_say_is_worked_out_from_the_shares():
    base, good = tallies("heard")
    caseload = {area: {"phase": {"primary": 300, "secondary": 200}} for area in FRAME.areas[:-1]}
    lines = model("tipping-point", "area", 'items = ["heard"]', caseload=caseload)
    assert [line.group for line in lines] == list(FRAME.areas[:-1])
    level = good.sum() / base.sum()
    for place, line in enumerate(lines):
        found = line.outcome.value
        silent = 500 - base[place]
        assert (found.answered, found.silent) == (base[place], silent)
        assert found.needed == pytest.approx((level * 500 - good[place]) / silent, rel=1e-9)
        assert found.difference == pytest.approx(found.needed - good[place] / base[place], rel=1e-9)


def test_questions_of_two_groups_alike_may_be_pooled():
    """Gender was dealt by chance alone, so no question can mean another thing to either."""
    assert {str(line.outcome.value.verdict) for line in model("pooling", more='by = ["gender"]')} <= {
        "may be pooled",
        "too few people to say",
    }


def test_no_model_is_left_out_here():
    """Whoever adds a model adds its oracle: each word stands above in quotation marks."""
    text = Path(__file__).read_text(encoding="utf-8")
    assert [word for word in MODELS if f'model("{word}"' not in text] == []
