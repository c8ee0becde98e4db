"""The intruder finds what was planted: by subtraction, by algebra, by search, and with an answer of their own."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from poet.__main__ import main
from poet.attack import NotALedger, attack, read
from poet.attack.puzzle import Puzzle
from poet.attack.solving import Hit, solve
from poet.protect.ledger import (
    Cell,
    Draft,
    MemoryLedger,
    Population,
    Printed,
    Question,
    Respondents,
    Rule,
    Structure,
    Waves,
)

OFTEN = ("always", "mostly", "sometimes", "rarely", "never")
SIDES = (("always", "mostly"), ("sometimes",), ("rarely", "never"))
HALVES = (("always", "mostly"), ("sometimes", "rarely", "never"))
HEARD = Question("heard", "one", OFTEN, (), ("dont-know",), (tuple((one,) for one in OFTEN), SIDES, HALVES))
TWO = Structure(("north", "south"), {"area": {"north": (0,), "south": (1,)}})
TERMS = ("2026-12-18T12:00:00+00:00", "2027-03-26T12:00:00+00:00", "2027-07-16T12:00:00+00:00")


def table(group, *counts, item="heard", grouping=HEARD.groupings[0], base=None, partition="area"):
    """Printed counts in the order of a grouping; None withholds one, and no counts at all print the base alone."""
    cells = tuple(Cell(codes, count) for codes, count in zip(grouping, counts, strict=False) if count is not None)
    whole = base if base is not None or None in counts else sum(counts)
    return Printed(partition, group, item, whole, cells)


def ledger(*releases, waves=None, structure=TWO, question=HEARD, audiences=("public",) * 3, people=()):
    """The lines of a ledger of releases over one round, cumulative term by term unless `waves` say otherwise."""
    kept = MemoryLedger()
    for at, tables in enumerate(releases):
        draft = Draft(
            at=TERMS[at],
            audience=audiences[at],
            rule=Rule("standard-2026", "5" * 64, 10, 5, everyone=False),
            population=Population("2026 to 2027", "small/1"),
            waves=waves[at] if waves else Waves(tuple(f"term {number + 1}" for number in range(at + 1))),
            structure=structure,
            questions=(question,),
            respondents=people,
            tables=tuple(tables),
        )
        kept.append(draft, kept.read()[1])
    return kept.lines


def issued(*releases, **how):
    return read(ledger(*releases, **how))


def found(entries, **how):
    return {(one.what, one.low, one.high) for reader in attack(entries, **how) for one in reader.found}


def test_counts_that_are_large_give_nothing_away():
    entries = issued([table("north", 20, 10, 8, 7, 5), table("south", 9, 9, 9, 9, 9)])
    (reader,) = attack(entries)
    assert (reader.found, reader.contradictions, reader.is_safe) == ((), (), True)
    assert reader.counts > 20


def test_a_whole_less_the_area_that_is_printed_tells_the_area_that_is_not():
    entries = issued([table(None, 25, 20, 20, 12, 12), table("north", 23, 11, 12, 6, 7)])
    told = found(entries, with_own=False)
    assert ("always to heard, south, term 1", 2, 2) in told
    assert {low for what, low, _ in told if "south" in what} <= {2}
    (reader,) = attack(entries, with_own=False)
    assert str(reader.found[0]) == (
        "  always to heard, south, term 1: exactly 2, one printed figure taken from another "
        "(always to heard, everybody (area), term 1 less always to heard, north, term 1)."
    )


def test_this_terms_release_less_the_last_shows_the_newcomers():
    entries = issued([table("north", 20, 10, 8, 7, 5)], [table("north", 26, 16, 8, 10, 5)])
    assert found(entries, with_own=False) == {
        ("rarely to heard, north, term 2", 3, 3),
        ("rarely or never to heard, north, term 2", 3, 3),
        ("sometimes or rarely or never to heard, north, term 2", 3, 3),
    }


def test_newcomers_who_all_answered_alike_are_told_though_they_are_many():
    entries = issued([table("north", 20, 10, 8, 7, 5)], [table("north", 32, 10, 8, 7, 5)])
    told = found(entries, with_own=False)
    assert ("not always to heard, north, term 2", 0, 0) in told


def test_somebody_who_withdrew_is_told_by_the_figures_before_and_after():
    waves = (Waves(("term 1",)), Waves(("term 1",), {"term 1": "left term 1"}, 1))
    entries = issued([table("north", 20, 10, 8, 7, 5)], [table("north", 20, 10, 8, 6, 5)], waves=waves)
    told = found(entries, with_own=False)
    assert ("any answer to heard, north, left term 1", 1, 1) in told
    assert ("rarely to heard, north, left term 1", 1, 1) in told


def test_that_few_people_left_does_not_by_itself_tell_where_they_were():
    """One person left, and no figure of the second release says from which of the two areas, or what they had said."""
    waves = (Waves(("term 1",)), Waves(("term 1",), {"term 1": "left term 1"}, 1))
    both = [table("north", 20, 10, 18, 17, 15), table("south", 20, 20, 20, 20, 20)]
    assert found(issued(both, [], waves=waves), with_own=False) == set()
    told = found(issued(both, [table("north", None, None, None, None, None, base=79)], waves=waves), with_own=False)
    assert told == {(f"any answer to heard, {where}, left term 1", 1, 1) for where in ("north", "everybody (area)")}


def test_two_coarser_figures_pin_a_finer_one():
    """Always and mostly together, and mostly by itself in another release of the same people: always is their difference."""
    same = (Waves(("term 1",)), Waves(("term 1",)))
    entries = issued([table("north", 22, 12, 16, grouping=SIDES)], [table("north", None, 19, base=50)], waves=same)
    assert ("always to heard, north, term 1", 3, 3) in found(entries, with_own=False)


def test_a_case_of_two_counties_crossed_with_size_in_which_each_table_looks_safe():
    """Two 4-cell counties crossed with a size class. Row totals, column totals and one shared margin are printed, each
    table has two cells withheld a row, yet the linked tables fix them all."""
    cells = tuple(f"{county} {size}" for county in ("east", "west") for size in ("small", "large"))
    structure = Structure(
        cells,
        {
            "county": {"east": (0, 1), "west": (2, 3)},
            "size": {"small": (0, 2), "large": (1, 3)},
            "cell": {name: (at,) for at, name in enumerate(cells)},
        },
    )
    yes = Question("helped", "one", ("yes", "no"), groupings=((("yes",), ("no",)),))

    def told(partition, group, count, base=None):
        cell = (Cell(("yes",), count),)
        return Printed(partition, group, "helped", base, cell)

    entries = issued(
        [
            told("county", "east", 20, 40),
            told("county", "west", 30, 60),
            told("size", "small", 24, 48),
            told("size", "large", 26, 52),
            told("cell", "east small", 18, 22),
        ],
        structure=structure,
        question=yes,
    )
    assert {
        ("yes to helped, east large, term 1", 2, 2),
        ("no to helped, east small, term 1", 4, 4),
    } <= found(entries, with_own=False)


def test_people_who_ticked_what_excludes_the_rest_are_bounded_by_the_rest():
    """Of 30 people 27 ticked family: "nobody", which excludes it, was ticked by 3 at most. Sums do not tell it."""
    helpers = Question("helpers", "many", ("family", "school", "nobody"), alone=("nobody",))
    sheet = Printed("area", "north", "helpers", 30, (Cell(("family",), 27),))
    (reader,) = attack(issued([sheet], question=helpers), with_own=False)
    (hit,) = [one for one in reader.found if one.what == "nobody to helpers, north, term 1"]
    assert (hit.low, hit.high, hit.how) == (0, 3, "no other number of people fits everything that is printed")


def test_ticks_with_room_between_them_give_nothing_away():
    helpers = Question("helpers", "many", ("family", "school", "nobody"), alone=("nobody",))
    sheet = Printed("area", "north", "helpers", 30, (Cell(("family",), 22),))
    assert found(issued([sheet], question=helpers)) == set()


def test_a_withheld_count_with_few_numbers_to_choose_from_is_pinned():
    """Of the three who did not say always, mostly or sometimes, each said rarely or never: 0 to 3 each."""
    entries = issued([table("north", 20, 10, 8, None, None, base=41)])
    told = found(entries, with_own=False)
    assert ("rarely or never to heard, north, term 1", 3, 3) in told
    assert ("rarely to heard, north, term 1", 0, 3) in told


def test_who_knows_their_own_answer_has_one_person_fewer_to_guess_among():
    """Five people said rarely or never: 0 to 5 each. Who is one of them guesses among 0 to 4 others, which is as wide as
    the rule asks for one person fewer."""
    entries = issued([table("north", 20, 10, 8, None, None, base=43)])
    assert found(entries) == found(entries, with_own=False) == set()


def test_an_own_answer_that_rules_most_other_numbers_out_is_found():
    """Three times this kind and once the other make 6: the other are 0, 3 or 6 people. One of them counts
    2 or 5 others."""
    one = csr_array(np.array([[0, 1], [1, 1]]))
    riddle = Puzzle(
        left=csr_array(np.array([[3, 1]])),
        right=np.array([6]),
        order=csr_array((0, 2), dtype=np.int64),
        most=np.empty(0, np.int64),
        must=one,
        may=csr_array((2, 2), dtype=np.int64),
        smallest=np.array([5, 1]),
        base=np.array([1, 1]),
        telling=np.array([False, False]),
        targets=((frozenset(), frozenset(), frozenset()),) * 2,
        printed=(),
    )
    assert solve(riddle, 5, with_own=False).hits == ()
    assert solve(riddle, 5).hits == (Hit(0, 2, 5, by_sums=False, own=1),)


def test_a_small_base_is_found_like_a_small_count():
    entries = issued([Printed("area", None, "heard", 40), Printed("area", "north", "heard", 33)])
    assert ("any answer to heard, south, term 1", 7, 7) in found(entries, with_own=False)


def test_don_t_know_is_attacked_too():
    sheets = [
        Printed("area", None, "heard", 40, apart=(Cell(("dont-know",), 8),)),
        Printed("area", "north", "heard", 20, apart=(Cell(("dont-know",), 6),)),
    ]
    assert found(issued(sheets), with_own=False) == {("dont-know to heard, south, term 1", 2, 2)}


def test_readers_see_what_is_public_and_their_own():
    small = [table(None, 25, 20, 20, 12, 12)]
    rest = [table("north", 23, 11, 12, 6, 7)]
    same = (Waves(("term 1",)), Waves(("term 1",)))
    apart = attack(issued(small, rest, waves=same, audiences=("own managers", "researchers")))
    assert [reader.found for reader in apart] == [(), ()]
    together = attack(issued(small, rest, waves=same, audiences=("public", "own managers")))
    assert {reader.audience: bool(reader.found) for reader in together} == {"public": False, "own managers": True}


def test_figures_that_contradict_one_another_are_told_not_hidden():
    same = (Waves(("term 1",)), Waves(("term 1",)))
    entries = issued([table("north", 22, 12, 16, grouping=SIDES)], [table("north", 30, 19, base=50)], waves=same)
    (reader,) = attack(entries)
    assert (reader.contradictions, reader.is_safe) == (("heard",), False)


def test_how_many_left_a_question_out_is_told_beside_the_findings():
    people = (Respondents("area", "north", 52),)
    (reader,) = attack(issued([table("north", 20, 10, 8, 7, 5)], people=people))
    assert (reader.is_safe, reader.left_out, reader.left_out_most) == (True, 1, 2)


def kept(folder, lines):
    file = folder / "ledger.jsonl"
    file.write_bytes(b"".join(lines))
    return str(file)


def test_the_command_says_what_it_found_and_fails_or_says_that_it_found_nothing(tmp_path, capsys):
    safe = kept(tmp_path, ledger([table("north", 20, 10, 8, 7, 5)]))
    assert main(["attack", safe]) == 0
    assert "Nothing small can be worked out of" in capsys.readouterr().out
    leaking = kept(tmp_path, ledger([table("north", 20, 10, 8, 7, 5)], [table("north", 26, 16, 8, 10, 5)]))
    assert main(["attack", leaking, "--no-own"]) == 1
    said = capsys.readouterr().out
    assert "rarely to heard, north, term 2: exactly 3, one printed figure taken from another" in said
    assert "3 leaks found. Withhold one of the figures" in said


def test_a_file_that_is_no_ledger_or_was_altered_is_refused(tmp_path, capsys):
    (line,) = ledger([table("north", 20, 10, 8, 7, 5)])
    altered = kept(tmp_path, [line.replace(b'"count":20', b'"count":21')])
    assert main(["attack", altered]) == 2
    assert "Line 1 is no entry of a release ledger: its text is not what its hash says" in capsys.readouterr().err
    with pytest.raises(NotALedger, match="Line 1"):
        read([b"hello"])
