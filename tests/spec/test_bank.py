"""Core and bank: what a council adds stands beside a core that nothing changes."""

from __future__ import annotations

import pytest

from poet.instrument import Instrument, Refused, parse
from poet.instrument.bank import Bank, compose, parse_bank
from spec.test_faces import BASE

ITEM = """
[[items]]
id = "{id}"
kind = "one"
scale = "quality"
ask = "How good was {id}?"
for = ["visit"]
"""
HEAD = """
id = "travel"
version = "1"
title = "Getting about"
"""
SCALE = BASE[BASE.index("[[scales]]") : BASE.index("[[sections]]")]


def bank(*ids: str, scale: str = SCALE) -> Bank:
    return parse_bank(HEAD + scale + "".join(ITEM.replace("{id}", one) for one in ids), "travel.toml")


@pytest.fixture
def core() -> Instrument:
    return parse(BASE, "visit.toml")


def refused(core: Instrument, own: Bank, *chosen: str) -> list[str]:
    with pytest.raises(Refused) as refusal:
        compose(core, [own], chosen)
    return [fault.wrong for fault in refusal.value.faults]


def test_the_core_is_unchanged_and_the_form_has_a_digest_of_its_own(core: Instrument) -> None:
    composed = compose(core, [bank("bus", "taxi", "train")], ["taxi", "bus"])
    assert [item.id for item in composed.items] == ["heard", "months", "words", "taxi", "bus"]
    assert [composed.by_id[item.id] for item in core.items] == list(core.items)
    assert composed.core == core.digest != composed.digest
    assert composed.by_id["bus"].not_understood == core.by_id["heard"].not_understood
    assert compose(core, [bank("bus", "taxi", "train")], ["bus", "taxi"]).digest != composed.digest


def test_nothing_chosen_is_the_core(core: Instrument) -> None:
    assert compose(core, [bank("bus")], []) is core


def test_at_most_ten(core: Instrument) -> None:
    ids = [f"bus-{number}" for number in range(11)]
    assert compose(core, [bank(*ids)], ids[:10]).core
    assert refused(core, bank(*ids), *ids) == ["11 questions were chosen."]


def test_what_clashes_is_refused(core: Instrument) -> None:
    assert refused(core, bank("heard"), "heard") == ["'heard' is the id of a question of the questionnaire already."]
    other = SCALE.replace('"very-poor"', '"awful"')
    assert refused(core, bank("bus", scale=other), "bus") == [
        "'quality' is the id of a scale of the questionnaire already."
    ]


def test_only_what_is_in_the_bank_and_for_the_form(core: Instrument) -> None:
    assert refused(core, bank("bus"), "tram") == ["The bank has no question 'tram'."]
    assert refused(core, bank("bus"), "bus", "bus") == ["'bus' was chosen twice."]
    elsewhere = parse_bank(HEAD + SCALE + ITEM.replace("{id}", "bus").replace('"visit"', '"stay"'), "travel.toml")
    assert refused(core, elsewhere, "bus") == ["'bus' is not for visit."]
