"""The intruder who keeps every file has the questionnaire too, and so knows which question is asked only after which answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from drawn.council import ABOUT
from drawn.test_issued_files import EVERY_FORMAT
from poet.attack import attack, read_folder
from poet.count.model import Counts, OptionCounts
from poet.draw import FORMATS, counts_csv
from poet.instrument import parse
from poet.protect import STANDARD, protect
from poet.report import local, overall

FORM = parse(
    """
id = "plans"
version = "1"
title = "Plans"
respondents = "parents"
[[scales]]
id = "often"
options = [
  { code = "mostly", text = "Mostly", side = "favourable" },
  { code = "sometimes", text = "Sometimes", side = "neutral" },
  { code = "never", text = "Never", side = "unfavourable" },
]
[[sections]]
id = "all"
title = "Plans"
kind = "process"
[[items]]
id = "plan"
section = "all"
kind = "one"
ask = "Is there a plan?"
label = "A plan"
options = [{ code = "yes", text = "Yes", side = "favourable" }, { code = "no", text = "No", side = "unfavourable" }]
[[items]]
id = "kept"
section = "all"
kind = "one"
scale = "often"
ask = "Is the plan kept to?"
label = "Kept to"
when = [{ item = "plan", is = ["yes"] }]
""",
    "plans.toml",
)
LAX = replace(STANDARD, id="lax", digest="", minimum_base=1, minimum_cell=1, everyone=True)
AREAS = ("Area A", "Area B", "Area C")


def counted(*without):
    """Of each area's thirty people so many have no plan; the others say how it is kept to."""
    no = np.array(without, np.int64)
    yes = 30 - no
    kept = np.stack([yes - yes // 2 - yes // 4, yes // 4, yes // 2], axis=1)
    table = {"plan": np.stack([yes, no], axis=1), "kept": kept}
    items = {name: OptionCounts(FORM.by_id[name], one, one.sum(axis=1)) for name, one in table.items()}
    return Counts(FORM, AREAS, np.full(3, 30, np.int64), items)


def kept_in(folder, tables, ending):
    """The files of one term."""
    folder.mkdir()
    if ending == "csv":
        (folder / "all.csv").write_text(counts_csv.draw(tables))
        return folder.parent
    draw = FORMATS[ending].draw
    (folder / f"all.{ending}").write_bytes(draw(overall(tables, ABOUT), None))
    for name in tables.groups:
        (folder / f"{name.lower().replace(' ', '-')}.{ending}").write_bytes(draw(local(tables, name, ABOUT), None))
    return folder.parent


def found_in(folder):
    (reader,) = attack(read_folder(folder, FORM), with_own=False)
    assert reader.contradictions == ()
    return reader.found


def planted(counts):
    """What may be told, and beside it what was asked after an answer as if everybody had been asked it."""
    may, lax = protect(counts, STANDARD), protect(counts, LAX)
    groups = {area: {**tables, "kept": lax.groups[area]["kept"]} for area, tables in may.groups.items()}
    return replace(may, whole={**may.whole, "kept": lax.whole["kept"]}, groups=groups)


# Reports print how many took part, and no base of a question of which nothing else is told; tables of counts the reverse; and
# workbooks neither, so that nothing follows there.
TELLING = {"csv": {"plan"}, "xlsx": set()}


@pytest.mark.parametrize("ending", [*EVERY_FORMAT, "csv"])
def test_how_few_were_not_asked_is_found_in_every_format_that_tells_it(tmp_path, ending):
    found = found_in(kept_in(tmp_path / "term 1", planted(counted(2, 8, 9)), ending))
    of_area = [one for one in found if "area-a" in one.what]
    assert {one.item for one in of_area} == TELLING.get(ending, {"who took part"})


@pytest.mark.parametrize("ending", [*EVERY_FORMAT, "csv"])
def test_what_may_be_told_tells_nobody_how_few_were_not_asked(tmp_path, ending):
    folder = kept_in(tmp_path / "term 1", protect(counted(2, 8, 9), STANDARD), ending)
    assert [str(one) for one in found_in(folder)] == []


@pytest.mark.parametrize("ending", [*EVERY_FORMAT, "csv"])
def test_where_enough_were_not_asked_the_route_tells_nothing(tmp_path, ending):
    folder = kept_in(tmp_path / "term 1", protect(counted(7, 8, 9), STANDARD), ending)
    assert [str(one) for one in found_in(folder)] == []
