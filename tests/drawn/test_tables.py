"""What a table asks of its page, and that a drawing gives back what it took."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from poet.draw.charts import PAPER, PHONE, SCREEN, SLIDE
from poet.draw.letters import width
from poet.draw.tables import column_widths, figure_columns
from poet.report.by_background import HEAD as BY_BACKGROUND
from poet.report.change_tables import HEAD
from poet.report.model import Cell, Table

CELLS = ("School and learning", "44", "73%", "[c]", "[c]", "+16", "-12 to +17", "too uncertain to say")
TABLE = Table("t", 1, "Then and now", HEAD, (tuple(map(Cell, CELLS)),))


def test_no_word_of_a_table_s_head_is_torn():
    wide = column_widths(TABLE)
    # On paper a line of text is 453.5 points wide and a table's letters are 9.5 high.
    room = [share * 453.5 / sum(wide) for share in wide]
    longest = [max(width(word, 9.5) for word in name.split()) for name in HEAD]
    assert [name for name, has, wants in zip(HEAD, room, longest, strict=True) if has < wants] == []


def test_no_figure_of_a_table_by_background_is_torn():
    cells = ("Nursery, playgroup or childminder", "57", "44%", "32% to 57%", "68%", "-24", "-39 to -8")
    wide = column_widths(Table("t", 1, "By kind of setting", BY_BACKGROUND, (tuple(map(Cell, cells)),)))
    room = [share * 453.5 / sum(wide) - 10 for share in wide]
    assert [text for text, has in zip(cells[1:], room[1:], strict=True) if has < width(text, 9.5) * 0.97] == []


def test_where_there_is_room_a_head_stands_in_one_line():
    heads = ("Question", "The rest", "95% interval")
    wide = column_widths(Table("t", 1, "Beside", heads, (tuple(map(Cell, ("Friends", "7%", "1% to 20%"))),)))
    room = [share * 453.5 / sum(wide) - 10 for share in wide]
    assert [name for name, has in zip(heads, room, strict=True) if has < width(name, 9.5)] == []


def test_shorthand_among_words_makes_no_column_of_figures():
    rows = (("Friends", "[c]", "[c]"), ("Family", "81%", "too uncertain to say"), ("Joy", "[c]", ""))
    table = Table("t", 1, "Now", ("Question", "Now", "In words"), tuple(tuple(map(Cell, row)) for row in rows))
    assert figure_columns(table) == [False, True, False]


@pytest.mark.parametrize("sheet", [PAPER, SCREEN, SLIDE, PHONE])
def test_a_text_stands_in_one_line_where_its_own_width_is_the_room(sheet):
    assert [share for share in range(101) if len(sheet.wrap(f"{share}%", sheet.wide(f"{share}%"))) > 1] == []


def test_columns_of_figures_are_known_by_figures_ranges_and_shorthand():
    assert figure_columns(TABLE) == [False, True, True, True, True, True, True, False]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads how large the process is as Linux tells it")
@pytest.mark.skipif(sys.platform != "linux", reason="other systems give memory back by themselves")
def test_memory_that_was_freed_in_pieces_goes_back():
    """In a process of its own: in one that has drawn much, the pieces come to lie between what is still used."""
    told = subprocess.run([sys.executable, "-c", IN_PIECES], capture_output=True, text=True, check=True)
    assert int(told.stdout) > 60 * 2**20


IN_PIECES = """
from pathlib import Path
from poet.draw.memory import give_back

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

pieces = [bytes(700) for _ in range(200_000)]
kept = pieces[::100]
large = resident()
del pieces
give_back()
assert len(kept) == 2_000
print(large - resident())
"""
