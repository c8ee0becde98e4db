"""Cell-key noise: one look-up table, one key a cell, the same noise wherever the cell stands.

Published figures: R's ptable with D = 5, V = 3 and blocked counts up to 2 has P(no change) = .2288 from a count of 8 on.
"""

import hmac
from itertools import pairwise

import numpy as np
import pytest

from poet.answers import sheet_of
from poet.count import count, key_sums
from poet.frame import frame
from poet.protect import Shown, Why, Withheld
from poet.protect.open_data import BITS, Noise, NoSuchNoise, noise_table, perturb, record_keys
from world import FORM, rows

SECRET = b"a secret for tests only"
CHANGES = np.arange(-5, 6)
TABLE = noise_table(Noise(variance=3, most=5, small=2))


def test_a_count_of_8_or_more_stays_as_it_is_in_22_88_of_100_cases():
    assert TABLE.noise.settled == 8
    assert round(float(TABLE.chances[8, 5]), 4) == 0.2288
    assert np.allclose(TABLE.chances[8], TABLE.chances[8][::-1], atol=1e-12)


def test_from_8_on_chances_are_those_of_greatest_entropy_under_mean_and_variance():
    """exp(b v^2) with b so that the variance is 3: found by halving, not by the table's own solver."""
    low, high = -5.0, 0.0
    for _ in range(200):
        middle = (low + high) / 2
        raised = np.exp(middle * CHANGES**2)
        low, high = (middle, high) if (raised @ CHANGES**2) / raised.sum() < 3 else (low, middle)
    assert np.allclose(TABLE.chances[8], raised / raised.sum(), atol=1e-9)


@pytest.mark.parametrize("people", range(1, 9))
def test_every_count_keeps_its_mean_and_has_the_variance(people):
    chances = TABLE.chances[people]
    assert np.isclose(chances.sum(), 1, atol=1e-12)
    assert np.isclose(chances @ CHANGES, 0, atol=1e-9)
    assert np.isclose(chances @ CHANGES**2, 3, atol=1e-9)


@pytest.mark.parametrize("people", range(9))
def test_nothing_becomes_negative_nor_small_and_nobody_stays_nobody(people):
    results = {people + int(change) for change in CHANGES[TABLE.chances[people] > 0]}
    assert results <= {0, *range(3, people + 6)}
    assert people or results == {0}


@pytest.mark.parametrize("people", range(3, 9))
def test_taking_more_away_is_never_likelier_than_taking_less(people):
    chances = [chance for change, chance in zip(CHANGES, TABLE.chances[people], strict=True) if change <= 0 and chance]
    assert [left <= right + 1e-9 for left, right in pairwise(chances)] == [True] * (len(chances) - 1)


def test_no_other_distribution_under_the_constraints_has_more_entropy():
    """Steps along every direction that keeps sum, mean and variance only lose entropy."""
    for people in (1, 2, 5, 6, 7, 8):
        chances = TABLE.chances[people]
        support = np.flatnonzero(chances)
        kept = np.stack([np.ones(len(support)), CHANGES[support], CHANGES[support] ** 2])
        free = np.linalg.svd(kept)[2][3:]
        slope = free @ (-np.log(chances[support]) - 1)
        assert np.abs(slope).max() < 1e-6


def test_a_key_below_each_share_of_all_keys_looks_up_that_share_of_changes():
    keys = np.arange(0, 2**BITS, 2**16, dtype=np.uint64)
    noisy = TABLE.noisy(np.full(len(keys), 30), keys)
    found = [float((noisy == 30 + change).mean()) for change in CHANGES]
    assert np.allclose(found, TABLE.chances[8], atol=1e-4)


def test_a_variance_that_cannot_be_is_refused_with_what_to_change():
    with pytest.raises(NoSuchNoise, match="turns 1 into 0 or more than 4"):
        noise_table(Noise(variance=3, most=5, small=4))


def test_a_record_key_is_the_first_bits_of_the_hmac_of_its_response():
    (key,) = record_keys(["ann"], SECRET)
    assert int(key) == int.from_bytes(hmac.digest(SECRET, b"ann", "sha256")[:4], "big")
    assert record_keys(["ann"], SECRET + b"!")[0] != key
    with pytest.raises(ValueError, match="the secret has 5 bytes"):
        record_keys(["ann"], b"short")


def people(number, area=lambda place: "north" if place % 2 else "south"):
    said = ("mostly", "sometimes", "never", "dont-know")
    lines = [
        f"p{place} {area(place)} {said[place % 4]} {('family', 'family;school', 'nobody', 'school')[place % 4]} {place % 20} hello"
        for place in range(number)
    ]
    return rows("id area heard helpers age words\n" + "\n".join(lines))


def perturbed(columns, secret=SECRET, **noise):
    taken = frame(FORM, sheet_of(columns), area_column="area")
    keys = record_keys([columns["id"][row] for row in taken.rows], secret)
    return perturb(count(taken.frame), key_sums(taken.frame, keys, BITS), Noise(**noise))


def test_keys_of_parts_add_up_to_the_key_of_their_whole():
    columns = people(300)
    taken = frame(FORM, sheet_of(columns), area_column="area")
    keys = record_keys([columns["id"][row] for row in taken.rows], SECRET)
    by_area = key_sums(taken.frame, keys, BITS)["heard"]
    everybody = frame(FORM, sheet_of(columns | {"area": ["all"] * 300}), area_column="area")
    all_keys = record_keys([columns["id"][row] for row in everybody.rows], SECRET)
    together = key_sums(everybody.frame, all_keys, BITS)["heard"]
    wrapped = np.uint64(2**BITS)
    assert (by_area.by_option.sum(axis=0) % wrapped == together.by_option[0]).all()
    assert (by_area.by_option.sum(axis=1) % wrapped == by_area.answered).all()


def test_the_same_cell_has_the_same_noise_in_another_order_and_another_table():
    columns = people(300)
    first = perturbed(columns)
    turned = perturbed({name: cells[::-1] for name, cells in columns.items()})
    assert (first.groups, first.whole) == (turned.groups, turned.whole)
    alone = perturbed(columns | {"area": ["all"] * 300})
    assert alone.whole == first.whole
    assert alone.groups["all"] == first.whole


def test_a_term_that_adds_nobody_to_a_cell_changes_nothing_in_it():
    earlier = people(200, area=lambda place: "south" if place < 100 else "north")
    later = people(260, area=lambda place: "south" if place < 100 else "north")
    assert perturbed(later).groups["south"] == perturbed(earlier).groups["south"]
    assert perturbed(later).groups["north"] != perturbed(earlier).groups["north"]


def test_another_secret_makes_other_noise():
    assert perturbed(people(300), b"another secret, 24 bytes").groups != perturbed(people(300)).groups


def test_counts_stay_within_5_people_of_what_they_are():
    released = perturbed(people(300))
    told = [part.count.value for part in released.whole["heard"].parts]
    assert [abs(value - 75) <= 5 for value in told] == [True] * 3
    assert abs(released.whole["heard"].base.value - 225) <= 5
    assert released.whole["words"].base != Shown(0)


def test_a_group_of_fewer_than_ten_is_withheld_whatever_the_noise_makes_of_it():
    released = perturbed(people(40, area=lambda place: "nowhere" if place < 8 else "north"))
    assert released.groups["nowhere"]["heard"].base == Withheld(Why.FEW_ANSWERS)
    assert {type(part.count) for part in released.groups["nowhere"]["heard"].parts} == {Withheld}
    assert isinstance(released.groups["north"]["heard"].base, Shown)


def test_what_the_noise_costs_is_told_from_its_design_alone():
    told = perturbed(people(40)).cost
    assert (round(told.deviation, 4), round(told.unchanged, 4)) == (1.7321, 0.2288)
    assert {base: round(points, 2) for base, points in told.points.items()} == {
        25: 7.75,
        50: 3.87,
        100: 1.94,
        200: 0.97,
    }


def test_over_many_secrets_the_mean_change_is_nought_and_the_variance_three():
    columns = people(120)
    taken = frame(FORM, sheet_of(columns), area_column="area")
    counts = count(taken.frame)
    changes = []
    for number in range(400):
        keys = record_keys([columns["id"][row] for row in taken.rows], f"secret number {number:08d}".encode())
        made = perturb(counts, key_sums(taken.frame, keys, BITS))
        changes += [part.count.value - 30 for part in made.whole["heard"].parts]
    assert abs(np.mean(changes)) < 4 * np.sqrt(3 / len(changes))
    assert abs(np.var(changes) - 3) < 0.6
