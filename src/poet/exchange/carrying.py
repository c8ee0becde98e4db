"""What every format has in common: what of a questionnaire it shows in its own terms, and what it only keeps for us.

Each table of a questionnaire is parted in two. What a format has a place for is *shown*, in the first wording's words;
the rest is *kept* under our own names in whatever the format lets programs add. Reading joins the two again, and where
somebody has changed what is shown, what is shown holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from poet.exchange.toml import Table
from poet.instrument import Fault, Instrument, Refused
from poet.instrument.places import Path

PREFIX = "poet_"
URN = "urn:poet:"
_PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_-]*)\}")
# Keys whose values are no texts; they are kept as JSON.
_STRUCTURED = frozenset({"apart", "alone", "private", "low", "high", "step", "variants", "source", "words", "marks"})

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that other programs will not see, or that was left out: where, what, and the sentence that says so."""

    where: str
    what: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Carried:
    """A questionnaire in another format, and what the format could not carry in its own terms."""

    content: bytes
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """A questionnaire out of another format as the text of our own file, and what was left out of it."""

    text: str
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stood in the file it came from: in words, and by its row where there are rows."""

    words: str
    row: int = 0


Spots = Mapping[Path, Spot]


def refused(name: str, wrong: str, remedy: str, spot: Spot | None = None) -> Refused:
    """The refusal of a file for one reason."""
    return Refused((Fault(name, spot.row if spot else 0, wrong, remedy, spot.words if spot else ""),))


def first_words(raw: Mapping[str, object]) -> Words:
    """The words of the wording that is shown, by placeholder."""
    variants = raw.get("variants")
    words = variants[0].get("words") if isinstance(variants, list) and variants else None
    return {str(key): str(word) for key, word in words.items()} if isinstance(words, dict) else {}


def worded(value: object, words: Words) -> object:
    """A text as the first wording says it; anything else as it is."""
    if not isinstance(value, str):
        return value
    return _PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), value)


def parted(table: Table, shown_keys: Sequence[str], words: Words) -> tuple[Table, dict[str, str]]:
    """What of a table is shown, and what is kept under our own names. Lists of tables are left to the format."""
    shown = {key: worded(table[key], words) for key in shown_keys if key in table}
    rest = {key: value for key, value in table.items() if shown.get(key) != value and key not in {"options", "when"}}
    return shown, {key: _packed(key, value) for key, value in rest.items()}


def joined(shown: Table, kept: Mapping[str, str], words: Words) -> Table:
    """The table again. Raises ValueError if what was kept is no longer what we wrote."""
    there = {key: value for key, value in shown.items() if value not in (None, "")}
    rest = {key: unpacked(key, value) for key, value in kept.items() if value}
    own = {key: value for key, value in rest.items() if key not in there or worded(value, words) == there[key]}
    return {**there, **own}


def _packed(key: str, value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if key in _STRUCTURED else str(value)


def unpacked(key: str, value: str) -> object:
    """A kept value. Raises ValueError if it is not as we wrote it."""
    try:
        return json.loads(value) if key in _STRUCTURED else value
    except RecursionError as error:
        raise ValueError(key) from error


_SENTENCES = {
    "label": "the short names that charts use",
    "variants": "which wordings ask an item",
    "ask": "the placeholders of questions, which are shown in the first wording",
    "title": "the placeholders of titles, which are shown in the first wording",
    "intro": "the introductions of sections, or the placeholders in them",
    "hint": "the hints of items, or the placeholders in them",
    "about": "the first page, or the placeholders in it",
    "words": "the words of each wording",
    "kind": "what kind a section is, or how an item is answered",
    "scale": "that items share a scale",
    "unit": "what a number counts",
    "low": "the lowest number allowed",
    "high": "the highest number allowed",
    "step": "what published numbers are rounded to",
    "block": "which items share a page",
    "source": "where questions come from",
    "was": "ids in the version before",
    "side": "which options are favourable",
    "apart": "which options are counted apart",
    "alone": "which options go with no other",
    "private": "which sections are for the respondent alone",
    "respondents": "how reports call those who answer",
    "not_understood": "that each item offers 'I don't understand this question'",
    "follows": "which version this one follows",
    "marks": "which options are favourable, apart or alone",
}


def unseen(keys: Iterable[str], where: str) -> tuple[Loss, ...]:
    """What is kept where other programs do not look, each kind told once."""
    told = dict.fromkeys(key for key in keys if key in _SENTENCES)
    return tuple(
        Loss(
            f"{where} {key}", key, f"Other programs pass over {_SENTENCES[key]}; poet import-instrument reads it back."
        )
        for key in told
    )


def unoffered(instrument: Instrument, *, beside_fields: bool) -> tuple[Loss, ...]:
    """Items that cannot offer "I don't understand this question" in the format."""
    several = [item.id for item in instrument.items if item.not_understood and not (beside_fields or item.options)]
    if not several:
        return ()
    sentence = f"Other programs cannot offer '{instrument.not_understood}' beside a number or a text field."
    return (Loss(", ".join(several), "not_understood", sentence),)
