"""What the page on running a round names is on the pages, and its table is the rule."""

import re
from pathlib import Path

from portal.rounds import words
from portal.rounds.models import Window
from portal.rounds.place_words import BUTTONS
from portal.rounds.scheduling import AGREED, CHANGEABLE, CHANGES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/run-a-round.md").read_text()
TEMPLATES = [
    file.read_text() for room in ("rounds", "nation") for file in (ROOT / f"src/portal/templates/{room}").glob("*")
]
SAID = {*BUTTONS.values(), words.CALENDAR, words.NEW_ROUND, "Taking part"}


def test_every_button_and_page_that_is_named_exists():
    named = re.findall(r"\*([A-Z][^*]+)\*", PAGE.replace("**", ""))
    assert len(named) >= 10
    assert [one for one in named if one not in SAID and not any(one in text for text in TEMPLATES)] == []


def test_the_table_of_what_may_change_is_the_rule():
    rows = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE))
    said = {
        "everything, but for questionnaires and repeats once a council takes part": set(CHANGES),
        "the name, the last day, whether councils are invited at once": {"name", "closes", "invites_at_once"},
        "the name, the last day": {"name", "closes"},
        "the name": {"name"},
    }
    assert {window: said[rows[words.WINDOWS[window]]] for window in Window} == CHANGEABLE
    assert {"versions", "repeats"} == AGREED
