"""What a council is shown of others is made of figures that stand in entries of the ledger, under rules no looser than theirs."""

from __future__ import annotations

import json

import anyshire
from test_beside_chosen_groups import PLACE, group, manager, nothing_remembered, seven

from poet.protect import STANDARD_POLICIES, Audience, Release
from poet.protect.drafting import Occasion, drafted
from poet.protect.ledger import Population, Structure, Waves
from poet.protect.policy import sees
from poet.protect.views import rule_of
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.rounds.choosing import chosen_in

__all__ = ["manager", "nothing_remembered", "seven"]
OWN, COUNCILS = (STANDARD_POLICIES[one] for one in (Audience.OWN, Audience.COUNCILS))


def standing(world):
    """What stands on the pages, as a ledger would keep it."""
    version = world.round.versions.get()
    tables = results.stands(world.round, version, chosen_in(world.round, version)).tables
    areas = tuple(tables.groups)
    where = Structure(areas, {"area": {area: (at,) for at, area in enumerate(areas)}})
    occasion = Occasion(Population("", ""), Waves(("",)), where)
    return drafted(Release(tables.instrument, live.POLICY, {"area": tables}), occasion, "")


def entered():
    """Every figure of every entry."""
    entries = [entry.draft for entry in DatabaseLedger().read()[0]]
    return [one for draft in entries for one in (*draft.tables, *draft.respondents)]


def shares(world, item, members):
    """Of each of these councils the favourable share, from the entries alone."""
    side = {
        option.code
        for option in world.round.versions.get().instrument.by_id[item].options
        if option.side == "favourable"
    }
    last = {one.group: one for one in entered() if getattr(one, "item", "") == item}
    for name in members:
        yield sum(cell.count for cell in last[name].cells if set(cell.codes) <= side) / last[name].base


def test_every_figure_of_which_comparisons_are_made_stands_in_an_entry(seven, manager):
    group("Brook", "Cove", "Dale")
    for more in (0, 12):
        for number in range(more):
            anyshire.sent(seven.links[anyshire.ANYSHIRE], age="6", information=("always", "never")[number % 2])
        assert manager.get(PLACE).status_code == 200
        shown = standing(seven)
        assert shown.tables
        there = entered()
        assert [one for one in (*shown.tables, *shown.respondents) if one not in there] == []
    # And what the group is said to say follows from the entries alone.
    told = json.loads(manager.get(f"{PLACE}report.json").content)
    section = next(one for one in told["sections"] if one["id"] == "chosen")
    table = next(one for one in section["blocks"] if one.get("caption") == "Beside “Like us”")
    row = next(one for one in table["rows"] if one[0]["text"] == "Clear information")
    of_all = list(shares(seven, "information", ("Brook", "Cove", "Dale")))
    pooled = 42 / 102
    assert min(of_all) < pooled < max(of_all)
    assert row[4]["text"] == f"{100 * pooled:.0f}%"


def test_other_councils_are_held_to_no_looser_a_rule_and_own_managers_are_proved_to_see_it_too():
    assert Audience.COUNCILS in sees(Audience.OWN)
    here, there = rule_of(OWN), rule_of(COUNCILS)
    assert (here.minimum_base, here.minimum_cell, here.everyone) == (
        there.minimum_base,
        there.minimum_cell,
        there.everyone,
    )
    assert (OWN.each_side, OWN.largest_share, OWN.extremes) == (
        COUNCILS.each_side,
        COUNCILS.largest_share,
        COUNCILS.extremes,
    )
