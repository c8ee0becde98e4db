"""The catalogue page says what the files say."""

from pathlib import Path

from poet.commands.catalogue import minutes, page
from poet.instrument.shelf import shelf

ROOT = Path(__file__).parents[2]
SHELF = shelf(ROOT / "instruments")


def test_the_catalogue_is_what_poet_catalogue_prints():
    kept = (ROOT / "docs/reference/instruments.md").read_text(encoding="utf-8")
    assert kept == page(SHELF), "Renew it with: poet catalogue instruments > docs/reference/instruments.md"


def test_a_questionnaire_of_2026_takes_ten_minutes_at_most():
    assert {
        one.name: minutes(one) for one in SHELF.instruments.values() if one.version == "2026" and minutes(one) > 10
    } == {}
