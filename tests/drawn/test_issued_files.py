"""An attack on the issued files alone: PDF, web page, workbook, JSON and CSV, read back into numbers."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from drawn.issued_files import READERS, as_issued, csv_sheets, sheets
from history import AREAS, STRUCTURE, counted, people
from poet.__main__ import main
from poet.attack import attack
from poet.attack.who import TOOK_PART
from poet.count.model import Counts, NumberValues, OptionCounts
from poet.draw import FORMATS, counts_csv
from poet.protect import STANDARD, Population, Shown, Waves, protect
from poet.protect.drafting import Occasion
from poet.protect.ledger import MemoryLedger
from poet.protect.proof.audit import Cache
from poet.protect.release import release
from poet.report import About, local, overall
from spec.test_protection import FORM, SOURCE

ABOUT = About(date="2026-12-18", round_name="2026 to 2027", software="POET", made_up=True)
SIZES = dict(
    zip(
        AREAS,
        ((30, 12), (18, 20), (25, 3), (40, 15), (6, 8), (12, 11), (33, 30), (50, 14)),
        strict=True,
    )
)
needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="No pdftotext here. Install it with: apt-get install poppler-utils"
)
EVERY_FORMAT = [pytest.param(ending, marks=needs_pdftotext if ending == "pdf" else ()) for ending in READERS]


def reports(tables):
    """Every kind of report: on everybody, and on each area."""
    yield None, overall(tables, ABOUT)
    for area in tables.groups:
        yield area, local(tables, area, ABOUT)


def read_back(tables, ending):
    return [
        sheet
        for group, report in reports(tables)
        for sheet in sheets(group, ending, FORMATS[ending].draw(report, None))
    ]


@pytest.fixture(scope="module")
def history():
    """The first term as it is protected, and two terms each protected as if it stood alone."""
    alone = [protect(counted(people(1, term, SIZES))) for term in (1, 2)]
    return alone[:1], alone


@pytest.mark.parametrize("ending", EVERY_FORMAT)
def test_nothing_small_can_be_worked_out_of_a_terms_files(history, ending):
    read = [read_back(tables, ending) for tables in history[0]]
    assert all(any(sheet.cells for sheet in term) for term in read)
    (reader,) = attack(as_issued(read, STRUCTURE.cells), with_own=False)
    assert ([str(one) for one in reader.found], reader.contradictions) == ([], ())


def test_nothing_small_can_be_worked_out_of_a_terms_csv(history):
    read = [list(csv_sheets(counts_csv.draw(tables))) for tables in history[0]]
    (reader,) = attack(as_issued(read, STRUCTURE.cells), with_own=False)
    assert ([str(one) for one in reader.found], reader.contradictions) == ([], ())


def test_files_of_terms_that_were_protected_one_by_one_tell_of_the_newcomers(history):
    """The same attack does find something where there is something: no term knew of the other."""
    read = [read_back(tables, "json") for tables in history[1]]
    (reader,) = attack(as_issued(read, STRUCTURE.cells), with_own=False)
    assert [one for one in reader.found if "term 2" in one.what and "term 1" not in one.what] != []


THREE = {area: (*sizes, 10 + 7 * at) for at, (area, sizes) in enumerate(SIZES.items())}


@pytest.fixture(scope="module")
def planned():
    """Three terms, each planned beside those before it, in areas, two regions and the nation."""
    kept, cache, found = MemoryLedger(), Cache(), []
    for term in (1, 2, 3):
        waves = Waves(tuple(f"term {number}" for number in range(1, term + 1)))
        occasion = Occasion(Population("2026 to 2027", "small/1"), waves, STRUCTURE)
        one = release(counted(people(1, term, THREE)), occasion, STANDARD, kept.read()[0], cache)
        kept.append(one.draft(f"2027-0{term}-01T12:00:00+00:00"), kept.read()[1])
        found.append(one.release.partitions["area"])
    return found


@pytest.mark.parametrize("ending", EVERY_FORMAT)
def test_nothing_small_can_be_worked_out_of_the_files_of_three_planned_terms(planned, ending):
    read = [read_back(tables, ending) for tables in planned]
    assert all(any(sheet.cells for sheet in term) for term in read)
    (reader,) = attack(as_issued(read, STRUCTURE.cells), with_own=False)
    assert ([str(one) for one in reader.found], reader.contradictions) == ([], ())


def test_nothing_small_can_be_worked_out_of_the_csv_of_three_planned_terms(planned):
    read = [list(csv_sheets(counts_csv.draw(tables))) for tables in planned]
    (reader,) = attack(as_issued(read, STRUCTURE.cells), with_own=False)
    assert ([str(one) for one in reader.found], reader.contradictions) == ([], ())


@pytest.mark.parametrize("ending", EVERY_FORMAT)
def test_every_format_tells_the_same_counts(history, ending):
    """What is read out of each format agrees with the tables it was drawn from; what is withheld is nowhere."""
    tables = history[0][0]
    for sheet in read_back(tables, ending):
        if sheet.item == TOOK_PART:
            people = tables.all_respondents if sheet.group is None else tables.respondents[sheet.group]
            assert Shown(sheet.base) == people
            continue
        table = (tables.whole if sheet.group is None else tables.groups[sheet.group])[sheet.item]
        assert sheet.base in {None, table.base.value if isinstance(table.base, Shown) else None}
        if sheet.item != "heard":
            continue
        told = {part.codes: part.count.value for part in table.parts if isinstance(part.count, Shown)}
        for cell in sheet.cells:
            inside = [count for codes, count in told.items() if set(codes) <= set(cell.codes)]
            assert cell.count == sum(inside)


def made(north, south):
    """Two areas; how many in each said always, mostly, sometimes, rarely, never and don't know."""
    rows = {"heard": (north, south), "need": ((60, 30, 3, 2), (50, 30, 20, 25))}
    items = {
        name: OptionCounts(FORM.by_id[name], np.array(both, np.int64), np.array(both, np.int64).sum(axis=1))
        for name, both in rows.items()
    }
    items["weekly"] = NumberValues(FORM.by_id["weekly"], (np.arange(60.0), np.arange(80.0)))
    return protect(Counts(FORM, ("north", "south"), np.array([120, 160]), items))


ONE = made((30, 20, 25, 3, 17, 0), (40, 30, 25, 20, 15, 12))
OTHER = made((30, 20, 25, 4, 16, 0), (40, 30, 25, 19, 16, 12))


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_withheld_does_not_change_one_byte_of_any_file(ending):
    """3 and 17 people, or 4 and 16, said rarely and never: printed as 20. Whatever the withheld counts are, every kind of
    report is the same to the byte, so no figure, bar, alternative text, sentence or interval in it depends on them."""
    for (_, first), (_, second) in zip(reports(ONE), reports(OTHER), strict=True):
        assert FORMATS[ending].draw(first, None) == FORMATS[ending].draw(second, None)


def test_nor_one_byte_of_the_counts():
    assert counts_csv.draw(ONE) == counts_csv.draw(OTHER)


def test_another_count_that_is_shown_does_change_the_files():
    shown = made((30, 20, 25, 10, 10, 0), (40, 30, 25, 20, 15, 12))
    assert counts_csv.draw(shown) != counts_csv.draw(ONE)
    drawn = {FORMATS["json"].draw(local(tables, "north", ABOUT), None) for tables in (shown, ONE)}
    assert len(drawn) == 2


def test_a_folder_of_files_is_attacked_from_the_command_line(history, planned, tmp_path, capsys):
    """Files of three planned terms tell nothing; those of terms protected one by one tell of the newcomers."""
    form = tmp_path / "form.toml"
    form.write_text(SOURCE)
    for name, terms in (("planned", planned), ("alone", history[1])):
        for number, tables in enumerate(terms, 1):
            folder = tmp_path / name / f"term {number}"
            folder.mkdir(parents=True)
            for area, report in reports(tables):
                for ending in ("html", "json"):
                    (folder / f"{area or 'all'}.{ending}").write_bytes(FORMATS[ending].draw(report, None))
    assert main(["attack", str(tmp_path / "planned"), "--instrument", str(form), "--no-own"]) == 0
    assert "Nothing was found in 3 releases." in capsys.readouterr().out
    assert main(["attack", str(tmp_path / "alone"), "--instrument", str(form), "--no-own"]) == 1
    assert "term 2" in capsys.readouterr().out


def test_a_folder_without_files_or_questionnaire_is_said_to_be_none(tmp_path, capsys):
    form = tmp_path / "form.toml"
    form.write_text(SOURCE)
    assert main(["attack", str(tmp_path)]) == 2
    assert "--instrument FILE" in capsys.readouterr().err
    assert main(["attack", str(tmp_path), "--instrument", str(form)]) == 2
    assert "one folder a term" in capsys.readouterr().err
