"""The national analysis as a straightforward script with pandas, scipy and statsmodels would do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

Key = tuple[str, str, str, str, str, str]
Results = dict[Key, tuple[float, ...]]
Test = tuple[Key, str, tuple[float, ...], float]


def analysed(
    table: pd.DataFrame, items: Sequence[str], groupings: Mapping[str, Sequence[str]], codes: Sequence[str]
) -> Results:
    """Measures of every area, region and the nation; areas and regions beside others; subgroups within areas."""
    table = table.assign(nation="everybody")
    found: Results = {}
    for level in ("area", "region", "nation"):
        for item in items:
            found |= _measures(table, level, item, codes)
    tested: list[Test] = []
    for level in ("area", "region"):
        for item in items:
            tested += _beside(table, level, item, codes, found)
    tested += _subgroups(table, items, groupings, codes)
    return found | _adjusted(tested)


def _adjusted(tested: list[Test]) -> Results:
    """Every test's figures with its p adjusted within its family and its report: areas are one, all else another."""
    p = np.array([one[3] for one in tested])
    families = np.array([one[1] for one in tested])
    in_report, in_family = np.empty(len(p)), np.empty(len(p))
    for report in (families == "areas", families != "areas"):
        in_report[report] = multipletests(p[report], method="fdr_bh")[1]
    for family in set(families):
        in_family[families == family] = multipletests(p[families == family], method="holm")[1]
    found: Results = {}
    for place, (key, _, figures, own) in enumerate(tested):
        ends = (in_report[place],) if key[0] == "models" else (own, in_family[place], in_report[place])
        found[key] = (*figures, *ends)
    return found


def _measures(table: pd.DataFrame, level: str, item: str, codes: Sequence[str]) -> Results:
    counts = pd.crosstab(table[level], table[item]).reindex(columns=list(codes), fill_value=0)
    base = counts.sum(axis=1)
    sides = {"favourable": list(codes[:2]), "unfavourable": list(codes[3:])}
    found: Results = {}
    for code in codes:
        low, high = proportion_confint(counts[code], base, method="wilson")
        for group in counts.index:
            found["measures", level, group, item, "options", code] = (
                counts[code][group] / base[group],
                low[group],
                high[group],
            )
    for side, members in sides.items():
        said = counts[members].sum(axis=1)
        low, high = proportion_confint(said, base, method="wilson")
        for group in counts.index:
            found["measures", level, group, item, side, ""] = (said[group] / base[group], low[group], high[group])
    scores = np.array([100, 75, 50, 25, 0])
    signs = np.array([1, 1, 0, -1, -1])
    for group, row in counts.iterrows():
        answers = np.repeat(scores, row)
        if len(set(answers)) > 1:
            low, high = stats.t.interval(0.95, len(answers) - 1, answers.mean(), stats.sem(answers))
            found["measures", level, str(group), item, "mean", ""] = (answers.mean(), max(low, 0), min(high, 100))
        net = np.repeat(signs, row)
        if len(set(net)) > 1:
            half = stats.norm.ppf(0.975) * net.std() / np.sqrt(len(net))
            value = net.mean()
            found["measures", level, str(group), item, "net", ""] = (value, max(value - half, -1), min(value + half, 1))
    return found


def _beside(table: pd.DataFrame, level: str, item: str, codes: Sequence[str], found: Results) -> list[Test]:
    answered = table[table[item].notna()]
    good = answered[item].isin(codes[:2])
    said, base = good.groupby(answered[level]).sum(), answered.groupby(level).size()
    regions = answered.groupby("area")["region"].first()
    in_region, of_region = good.groupby(answered["region"]).sum(), answered.groupby("region").size()
    family = "areas" if level == "area" else "regions"
    low, high = proportion_confint(said, base, method="wilson")
    share = said / base
    tests = []
    for group in said.index:
        c, n = said[group], base[group]
        rests = {"rest-of-nation": (said.sum() - c, base.sum() - n)}
        if level == "area":
            rests["rest-of-region"] = (in_region[regions[group]] - c, of_region[regions[group]] - n)
        for word, (c2, n2) in rests.items():
            down, up = confint_proportions_2indep(c, n, c2, n2, method="newcomb", compare="diff")
            p = proportions_ztest([c, c2], [n, n2])[1]
            key = ("comparisons", level, group, item, word, "")
            tests.append((key, family, (c / n - c2 / n2, down, up), p))
            if word == "rest-of-nation":
                scale = 1 - n / base.sum()
                whole = ("comparisons", level, group, item, "all-answers", "")
                found[whole] = ((c / n - c2 / n2) * scale, down * scale, up * scale)
        others = share.drop(group)
        spread = [np.sqrt((one.drop(group) ** 2).sum()) / len(others) for one in (share - low, high - share)]
        difference, scale = share[group] - others.mean(), 1 - 1 / len(share)
        down = difference - np.sqrt((share[group] - low[group]) ** 2 + spread[1] ** 2)
        up = difference + np.sqrt((high[group] - share[group]) ** 2 + spread[0] ** 2)
        key = ("comparisons", level, group, item, "average-area", "")
        found[key] = (difference * scale, down * scale, up * scale)
    return tests


def _subgroups(
    table: pd.DataFrame, items: Sequence[str], groupings: Mapping[str, Sequence[str]], codes: Sequence[str]
) -> list[Test]:
    scores = {code: len(codes) - place for place, code in enumerate(codes)}
    tests = []
    for by, answers in groupings.items():
        for answer in answers:
            for number, item in enumerate(items):
                part = table.loc[table[by].notna() & table[item].notna(), ["area", by, item]]
                part = part.assign(score=part[item].map(scores), is_group=part[by] == answer)
                figures, p = _within(part)
                name = answer if "=" not in by else by.split("=")[1]
                key = ("models", "nation", "everybody", item, by, name)
                tests.append((key, "process" if number < len(items) // 2 else "outcome", figures, p))
    return tests


def _within(part: pd.DataFrame) -> tuple[tuple[float, ...], float]:
    """Two groups compared in every area by ranks and by favourable or not, and the areas put together."""
    strata, weights, values, parts = [], [], [], []
    above, below = 0.0, 0.0
    for _, area in part.groupby("area"):
        x, y = area.loc[area.is_group, "score"].to_numpy(), area.loc[~area.is_group, "score"].to_numpy()
        n, m = len(x), len(y)
        if not n or not m:
            continue
        good = [(x > 3).sum(), n - (x > 3).sum(), (y > 3).sum(), m - (y > 3).sum()]
        strata.append(np.array(good).reshape(2, 2))
        above += (good[0] * m - good[2] * n) / (n + m)
        below += n * m / (n + m)
        if n > 1 and m > 1:
            ranks, own_x, own_y = stats.rankdata(np.concatenate([x, y])), stats.rankdata(x), stats.rankdata(y)
            place_x, place_y = (ranks[:n] - own_x) / m, (ranks[n:] - own_y) / n
            values.append(place_x.mean())
            weights.append(n * m / (n + m + 1))
            parts.append((place_x.var(ddof=1) / n, n - 1, place_y.var(ddof=1) / m, m - 1))
    weight = np.array(weights) / sum(weights)
    vx, fx, vy, fy = (np.array(column) for column in zip(*parts, strict=True))
    vx, vy = vx * weight**2, vy * weight**2
    variance = vx.sum() + vy.sum()
    freedom = variance**2 / ((vx**2 / fx).sum() + (vy**2 / fy).sum())
    value = float(weight @ values)
    low, high = stats.t.interval(0.95, freedom, value, np.sqrt(variance))
    p = 2 * stats.t.sf(abs(value - 0.5) / np.sqrt(variance), freedom)
    pooled = StratifiedTable(strata)
    figures = (value, low, high, p, above / below, pooled.oddsratio_pooled, pooled.test_null_odds().pvalue)
    return figures, p
