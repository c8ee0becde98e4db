"""Every sentence that can be said about a questionnaire file: what is wrong, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from poet.instrument.faults import Fault
from poet.instrument.places import Path, Places

LONGEST_LIST = 12


class Sentence(Enum):
    """A kind of fault: its sentence and its remedy, with a {gap} for each thing it names."""

    def at(self, path: Path, **gaps: object) -> Found:
        """This fault, at a place of the file. A gap that is a path is told as its line."""
        return Found(self, path, gaps)


class Wrong(Sentence):
    """A kind of fault of a questionnaire file."""

    UNREADABLE = "The file cannot be read: {why}.", "Check its name and try again."
    TOO_LARGE = "The file has {size:,} bytes.", "Is it a questionnaire? Shorten it to {most:,} bytes or fewer."
    NOT_UTF8 = "The letter at column {column} is not UTF-8.", "Save the file as UTF-8 and try again."
    NOT_TOML = (
        "The file cannot be read from here on: {why}.",
        "Look for a missing quote, bracket, comma or equals sign.",
    )
    TWICE = "Something is written a second time here: {why}.", "Keep one of the two."
    EMPTY = "The file says nothing.", "Begin with id, version, title and respondents; the format page has an example."

    UNKNOWN_KEY = "{table} has no key {key!r}.", "{nearest}"
    MISSING_KEY = "{table} needs the key {key!r}.", "Add it."
    NOT_TEXT = "{key!r} is not a text.", 'Put it in quotes, like {key} = "...".'
    NOT_FLAG = "{key!r} is neither true nor false.", "Write {key} = true, or leave it out."
    NOT_NUMBER = "{key!r} is not a number.", "Write it with digits and without quotes, like {key} = 10."
    NOT_TEXTS = "{key!r} is not a list of texts.", 'Put it in square brackets, like {key} = ["..."].'
    NOT_WORDS = "{key!r} is not a table of words.", 'Write it like {key} = {{ plan = "EHC plan" }}.'
    NOT_TABLES = "{key!r} is not a list of tables.", "Begin each one with [[{key}]], or list them as [{{ ... }}]."
    BLANK = "{key!r} is blank.", "Write a text between the quotes."
    EMPTY_LIST = "{key!r} is an empty list.", "Fill it, or leave the key out."
    CONTROL = "{key!r} holds the control character {mark}.", "Remove it."
    UNKNOWN_WORD = "{word!r} is not a {what}.", "{nearest}"

    BAD_ID = (
        "{id!r} cannot be an id.",
        "Use up to 60 letters, digits, - and _, beginning with a letter or a digit.",
    )
    BAD_VERSION = "{id!r} cannot be a version.", "Use up to 60 letters, digits, - _ and dots, like 2014 or 2026.1."
    BAD_LANGUAGE = "{id!r} is not a language code.", "Use one like en, cy or pt-BR."
    BAD_CODE = (
        "{code!r} cannot be an option's code.",
        "Use up to 60 characters without blanks and without semicolons; cells with several codes are split there.",
    )
    BAD_WORD_NAME = "{name!r} cannot stand between braces.", "Use letters, digits, - and _, beginning with a letter."
    RESERVED_ID = "{id!r} is the column that tells respondents apart.", "Give the item another id."
    REPEATED_ID = "{id!r} is the id of another {what} already, in line {first}.", "Give each {what} an id of its own."
    REPEATED_CODE = "The code {code!r} stands on another option already, in line {first}.", "Give it a code of its own."
    REPEATED_TEXT = "Two options both say {text!r}; the first is in line {first}.", "Say how they differ."
    REPEATED_LABEL = (
        "{label!r} is the label of another item of the section already, in line {first}.",
        "Give it a label that tells them apart in a chart.",
    )

    UNKNOWN_SECTION = "There is no section {id!r}.", "{nearest}"
    EMPTY_SECTION = "No item belongs to the section {id!r}.", "Remove the section, or give it an item."
    UNKNOWN_SCALE = "There is no scale {id!r}.", "{nearest}"
    UNUSED_SCALE = "No item uses the scale {id!r}.", "Remove the scale, or name it in an item."

    SCALE_AND_OPTIONS = "The item {id!r} has a scale and options of its own.", "Keep one of the two."
    NO_OPTIONS = (
        "The item {id!r} is answered by choosing, but offers nothing to choose.",
        "Add scale or options, or make it a number or a text.",
    )
    OPTIONS_UNWANTED = "The item {id!r} takes a {kind}, and that needs no {key}.", "Remove {key}, or change the kind."
    FEW_OPTIONS = "One option is no choice.", "Add another option."
    MANY_OPTIONS = "There are {number} options.", "Keep {most} or fewer, or split the item."
    ALL_APART = "Every option is apart, so nobody could be counted.", "Take apart = true from those that are answers."
    APART_WITH_SIDE = "The option {code!r} is apart and has a side.", "Keep one: what is apart points nowhere."
    NO_SIDE = (
        "The option {code!r} has no side, though others of its scale have.",
        "Give it favourable, neutral or unfavourable, or set it apart.",
    )
    SIDES_ORDER = (
        "The option {code!r} is {side}, but stands below one that is {before}.",
        "Run from favourable to unfavourable, or the other way, without turning back.",
    )
    SIDE_OUTSIDE_ONE = "The item {id!r} takes several answers, but its options have sides.", "Remove side from them."
    ALONE_OUTSIDE_MANY = (
        "The option {code!r} stands alone, in an item that takes one answer anyway.",
        'Remove alone, or make the kind "many".',
    )

    NO_UNIT = "The number {id!r} has no unit.", "Add unit: one of {units}."
    NUMBER_KEY = "{key!r} is for numbers, but {id!r} is none.", 'Remove it, or make the kind "number".'
    LOW_OVER_HIGH = "The lowest number, {low:g}, is above the highest, {high:g}.", "Make low the smaller of the two."
    BAD_STEP = "A step of {step:g} cannot be rounded to.", "Use a step above 0, like 1."

    WHEN_UNKNOWN = "The condition names {id!r}, which is no item.", "{nearest}"
    WHEN_ITSELF = "The item {id!r} waits for its own answer.", "Name an earlier item, or remove the condition."
    WHEN_LATER = (
        "The condition looks ahead to {id!r}, which is asked in line {first}.",
        "Move that item above this one, or name an earlier one.",
    )
    WHEN_OPEN = "The condition looks back at {id!r}, which has no options.", "Name an item of kind one or many."
    WHEN_CODE = "{code!r} is not an option of {id!r}.", "{nearest}"
    WHEN_SAME_BLOCK = (
        "The condition looks back at {id!r}, which stands on the same page.",
        "Take one of the two out of the block {block!r}.",
    )
    WHEN_NOT_ASKED = (
        "The condition looks back at {id!r}, which the wording {variant!r} does not ask.",
        "Ask both items in the same wordings.",
    )

    BLOCK_SCATTERED = (
        "The block {id!r} began in line {first} and was broken off.",
        "Put its items side by side, or give this one another block.",
    )
    BLOCK_SECTIONS = "The block {id!r} runs over two sections.", "Give each section blocks of its own."
    BLOCK_SCALES = (
        "The items of the block {id!r} do not share one scale.",
        "Name the same scale in each, or give this one another block.",
    )
    BLOCK_LONG = "The block {id!r} has {number} items.", "Keep {most} or fewer on a page: split it in two."

    UNKNOWN_VARIANT = "There is no wording {id!r}.", "{nearest}"
    IDLE_VARIANT = "The wording {id!r} asks nothing.", "Remove the wording, or name it in the variants of an item."
    LONE_BRACE = (
        "{key!r} has a brace that is not around a word.",
        "Write placeholders like {{plan}}, and use no other braces.",
    )
    NO_WORD = (
        "{{{name}}} has no word in the wording {variant!r}.",
        "Add {name} to its words in line {first}, or correct the placeholder.",
    )
    NO_WORDINGS = (
        "{{{name}}} stands for nothing, as there are no wordings.",
        "Write the word itself, or add [[variants]] with words.",
    )
    UNUSED_WORD = "No text uses the word {name!r}.", "Write {{{name}}} where it belongs, or remove the word."
    FIXED_TEXT = (
        "{key!r} cannot hold {{{name}}}: charts show it for all wordings at once.",
        "Write words that fit every wording.",
    )


class Misfit(Sentence):
    """A kind of fault of an overlay, or of what a council chose from the bank."""

    NOT_NAMED = "{key!r} is not a table of tables.", "Head each one with [{key}.NAME]."
    OTHER_BASE = "The overlay is for {of}, but it was put on {name}.", "Name the questionnaire it belongs to in 'of'."
    ON_NOTHING = "The face {id!r} cannot be built on: it is not there, or it builds on this one.", "{nearest}"
    BAD_FACE = (
        "{id!r} cannot be a face.",
        "Use one like easy, easy-3, cy or easy.cy; 'standard' is the questionnaire itself.",
    )
    NOT_THERE = "The questionnaire has no {what} {id!r}.", "{nearest}"
    UNKNOWN_PICTURE = "There is no picture {id!r}.", "{nearest}"
    SHORT_CODE = (
        "The short scale uses the code {code!r} of the scale itself.",
        "Give it a code of its own: the two are never taken for one another.",
    )
    SHORT_COVERS = (
        "The short scale does not cover the options of {id!r} one after the other.",
        "Name each of {codes} once, in this order.",
    )
    SHORT_SIDE = "The short option {code!r} is {side}, but covers none that is.", "Give it the side of what it covers."
    SHORT_UNREAD = (
        "Nobody meets {code!r}: the short scale stands in its place.",
        "Remove it; words and pictures belong to the short options.",
    )
    ALIKE = "The options {code!r} and {other!r} of one question both say {text!r}.", "Say how they differ."
    BAD_RECORDING = "{id!r} cannot be a recording's file.", "Name a file of the face's folder, like heard.mp3."
    CAPTIONS_ALONE = "The captions {id!r} belong to no recording.", "Name the video or audio too, or remove them."
    NO_PLACEHOLDER = "The questionnaire has no placeholder {{{name}}}.", "{nearest}"

    IN_SECTION = (
        "A question of the bank stands in no section of its own.",
        "Remove 'section': those chosen stand together.",
    )
    NOT_FOR = "{id!r} is not for {form}.", "{nearest}"
    TOO_MANY_CHOSEN = "{number} questions were chosen.", "Choose {most} or fewer."
    CLASH = "{id!r} is the id of a {what} of the questionnaire already.", "Give the bank's own another id."
    CHOSEN_TWICE = "{id!r} was chosen twice.", "Choose it once."
    NOT_IN_BANK = "The bank has no question {id!r}.", "{nearest}"
    COMPOSED_ALREADY = "{id!r} has added questions already.", "Choose from the questionnaire as it was published."


@dataclass(frozen=True, slots=True)
class Found:
    """A fault at a place that is not a line yet."""

    kind: Sentence
    path: Path
    gaps: Mapping[str, object]

    def fault(self, file: str, places: Places) -> Fault:
        """The fault as people read it."""
        gaps = {gap: places.line(value) if isinstance(value, tuple) else value for gap, value in self.gaps.items()}
        wrong, remedy = self.kind.value
        return Fault(file, places.line(self.path), wrong.format(**gaps), remedy.format(**gaps))


def nearest(word: str, known: Iterable[str]) -> str:
    """What to write in place of an unknown word."""
    words = list(dict.fromkeys(str(one) for one in known))
    if close := get_close_matches(word.casefold(), words, 1):
        return f"Did you mean {close[0]!r}?"
    shown = ", ".join(words[:LONGEST_LIST]) + (", ..." if len(words) > LONGEST_LIST else "")
    return f"Use one of: {shown}." if words else "None is there yet: add one first."
