"""`poet catalogue`: every questionnaire of a folder on one page, with how long it takes and in which faces it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path

from poet.instrument import Instrument, Item, Kind, Refused, SectionKind
from poet.instrument.bank_faces import BankWords
from poet.instrument.faces import Dressed
from poet.instrument.overlays import STANDARD
from poet.instrument.shelf import Shelf, shelf

# How people read and answer: a slow reader's pace, a moment to choose, half a minute to write.
WORDS_A_MINUTE = 150
SECONDS_TO_CHOOSE = 4
SECONDS_TO_WRITE = 30

INTRODUCTION = f"""# The questionnaires

Made by `poet catalogue instruments`; a test holds the page to the files. Minutes are estimated, not measured:
{WORDS_A_MINUTE} words a minute, options that several questions share read once, {SECONDS_TO_CHOOSE} seconds to choose
an answer, {SECONDS_TO_WRITE} seconds to write one, every question of every wording counted.
"""

COLUMNS = (
    "questionnaire",
    "answered by",
    "wordings",
    "questions",
    "process",
    "outcomes",
    "words",
    "minutes",
    "faces",
)
BANK_COLUMNS = ("topic", "title", "questions", "for", "faces")


def catalogue(folder: Path) -> int:
    """Print the page: 0, or 1 where a file is not sound."""
    try:
        print(page(shelf(folder)), end="")
    except Refused as refused:
        print(refused)
        return 1
    return 0


def page(on: Shelf) -> str:
    """The catalogue as Markdown."""
    forms = [_row(on, name) for name in sorted(on.instruments)]
    bank = [_topic(one) for one in on.bank_words]
    return f"{INTRODUCTION}\n{_table(COLUMNS, forms)}\n## The bank\n\n{_table(BANK_COLUMNS, bank)}"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _topic(one: BankWords) -> Sequence[str]:
    bank = one.bank
    faces = [STANDARD, *(_face(one.dressed(face)) for face in sorted(one.faces))]
    return (bank.id, bank.title, str(len(bank.items)), _forms(bank.suits.values()), ", ".join(faces))


def _forms(suits: Iterable[frozenset[str]]) -> str:
    return ", ".join(sorted(frozenset().union(*suits)))


def _row(on: Shelf, name: str) -> Sequence[str]:
    one = on.instruments[name]
    kinds = [one.section(item.section).kind for item in one.items]
    return (
        name,
        one.respondents,
        str(len(one.variants)),
        str(len(one.items)),
        str(kinds.count(SectionKind.PROCESS)),
        str(kinds.count(SectionKind.OUTCOME)),
        str(words(one)),
        str(minutes(one)),
        ", ".join(_face(dressed) for dressed in on.faces(name)),
    )


def _face(dressed: Dressed) -> str:
    whole = "" if dressed.completeness == 1 else f" {dressed.completeness:.0%}"
    return f"{dressed.face}{whole}{' (draft)' if dressed.draft else ''}"


def words(one: Instrument) -> int:
    """The words of the first page, the questions, and each list of options once."""
    lists = {item.scale or item.id: item for item in one.items}
    texts = [one.about, *(section.intro for section in one.sections)]
    texts += [text for item in one.items for text in (item.ask, item.hint)]
    texts += [option.text for item in lists.values() for option in item.options]
    return sum(len(text.split()) for text in texts)


def minutes(one: Instrument) -> int:
    """About how long it takes, in whole minutes, rounded up."""
    return ceil((words(one) / WORDS_A_MINUTE * 60 + sum(map(_seconds, one.items))) / 60)


def _seconds(item: Item) -> int:
    return SECONDS_TO_WRITE if item.kind is Kind.TEXT else SECONDS_TO_CHOOSE
