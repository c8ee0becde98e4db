"""A report as one frozen value. Kept as JSON when issued; drawing it is pure: same value, same bytes.

Every sentence, bar and cell holds the claim it rests on, so that it can be checked.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from poet.report.point import Point


class Tone(StrEnum):
    """What a bar's colour means; the colours themselves belong to `draw`."""

    STRONG_FAVOURABLE = "strong favourable"
    ALL_FAVOURABLE = "all favourable"
    FAVOURABLE = "favourable"
    NEUTRAL = "neutral"
    UNFAVOURABLE = "unfavourable"
    ALL_UNFAVOURABLE = "all unfavourable"
    STRONG_UNFAVOURABLE = "strong unfavourable"
    PLAIN = "plain"
    OTHER = "other"
    APART = "apart"


class Claim(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a printed figure says: an estimate of `of` among `base` answers, with its interval and comparator.

    `value`, `low`, `high` are proportions (0-1) or figures in `unit`; unrounded. `test` names the test that stands behind
    a word of comparison, `adjusted_p` its p-value, adjusted for all that were made with it. `id` is the same in every
    making of the same report, so that two makings can be laid side by side; `release` names the protected figures.
    """

    of: str
    item: str
    group: str
    value: float
    base: int
    low: float | None = None
    high: float | None = None
    unit: str = "proportion"
    comparator: str | None = None
    comparator_value: float | None = None
    method: str | None = None
    test: str | None = None
    adjusted_p: float | None = None
    id: str = ""
    release: str = ""


class Words(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence and the claims it makes."""

    text: str
    claims: tuple[Claim, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """Sentences that stand together."""

    sentences: tuple[Words, ...]


class Points(msgspec.Struct, frozen=True, tag="points", omit_defaults=True):
    """A bulleted list of sentences, or in Easy Read each beside its picture (a name of `instruments/pictures.toml`)."""

    sentences: tuple[Words, ...]
    pictures: tuple[str, ...] = ()


class Note(msgspec.Struct, frozen=True, tag="note"):
    """A caveat that the reader must not miss."""

    sentences: tuple[Words, ...]


class Quote(msgspec.Struct, frozen=True, tag="quote"):
    """What somebody said in their own words, without quotation marks; whose role approved it, and on which day (ISO)."""

    sentences: tuple[Words, ...]
    by: str
    on: str


class Segment(msgspec.Struct, frozen=True):
    """One part of a bar: `share` is 0-1 of the bar's length, `text` the printed label."""

    label: str
    tone: Tone
    share: float
    text: str


class Bar(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a bar chart. `base` is printed in the label ("n = 43"); a bar with no segments says why in `withheld`.

    `low` and `high` (0-1) are the interval of the bar's end, where one is drawn; `claims` what its figures rest on."""

    label: str
    base: str
    segments: tuple[Segment, ...] = ()
    low: float | None = None
    high: float | None = None
    withheld: str | None = None
    claims: tuple[Claim, ...] = ()


class Bars(msgspec.Struct, frozen=True, tag="bars", omit_defaults=True):
    """A chart of horizontal bars: stacked where bars have several segments. The caption says the finding; `table` is
    the id of the table that holds every figure. `panels` sets each bar into a small picture of its own, side by side."""

    id: str
    number: int
    caption: Words
    alt: str
    bars: tuple[Bar, ...]
    stacked: bool
    table: str
    panels: bool = False


class Shape(StrEnum):
    """How points are set: a row each, an arrow from the comparator to the value, each over its base in a funnel, or several
    under one heading, with how far they lie apart."""

    ROWS = "rows"
    ARROWS = "arrows"
    FUNNEL = "funnel"
    GROUPS = "groups"


class Dot(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a comparison: this area's value with its interval and the rest's, all 0-1. `n` is the base as a number,
    where points stand over their base; `under` is the heading of a group of rows, and `verdict` what is said of all of them,
    at its first row."""

    label: str
    base: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    rest: float | None = None
    text: str = ""
    withheld: str | None = None
    claims: tuple[Claim, ...] = ()
    n: int = 0
    under: str = ""
    verdict: str = ""


class Limits(msgspec.Struct, frozen=True):
    """Between which shares (0-1) chance alone keeps an area of `base` answers."""

    base: int
    low: float
    high: float


class Dots(msgspec.Struct, frozen=True, tag="dots", omit_defaults=True):
    """A chart of points with intervals beside a comparator. The caption says the finding; `table` is the id of the
    table that holds every figure. A funnel has its `limits`, from the smallest base to the largest."""

    id: str
    number: int
    caption: Words
    alt: str
    dots: tuple[Dot, ...]
    here: str
    there: str
    table: str
    shape: Shape = Shape.ROWS
    limits: tuple[Limits, ...] = ()


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a chart over rounds: a point a round, and what may be `said` of them together."""

    label: str
    points: tuple[Point, ...]
    said: str = ""
    claims: tuple[Claim, ...] = ()


class Lines(msgspec.Struct, frozen=True, tag="lines", omit_defaults=True):
    """A chart of lines over `rounds`, oldest first; `table` is the id of the table that holds every figure."""

    id: str
    number: int
    caption: Words
    alt: str
    rounds: tuple[str, ...]
    lines: tuple[Line, ...]
    table: str


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """One table cell: its printed text, and the number behind it (None where it is words or withheld).

    `percent` says the number is a proportion to be formatted as a percentage."""

    text: str
    number: float | None = None
    percent: bool = False
    claim: Claim | None = None


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table with a caption, one header row, and a row header in the first column of each row."""

    id: str
    number: int
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Chart = Bars | Dots | Lines
Block = Paragraph | Points | Note | Quote | Chart | Table


class Section(msgspec.Struct, frozen=True):
    """A headed part of a report."""

    id: str
    title: str
    blocks: tuple[Block, ...]


class Standing(StrEnum):
    """What there was to tell: answers, of which figures are shown or withheld; or no answer at all."""

    TOLD = "told"
    NO_RETURNS = "no returns"


class Source(msgspec.Struct, frozen=True):
    """What the report was made from: questionnaire and its digest, policy, software version."""

    instrument: str
    digest: str
    policy: str
    software: str


class Published(msgspec.Struct, frozen=True):
    """Who published a report, on which day (an ISO date), where it stands, and the SHA-256 of what was signed."""

    by: str
    on: str
    address: str
    digest: str


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """A report: what it is about, whose, when (an ISO date or empty), and what it says.

    `annex` holds the tables that every document prints; `figures` those that only a workbook and the JSON carry.

    `asked` gives each question's words by its id, for whoever reads a claim; `publisher` is who stands behind the report.
    `made_up` marks data that were made up: every drawing says so on every page. `published` is said of what is public.
    `large` asks for large letters."""

    kind: str
    title: str
    subtitle: str
    language: str
    date: str
    source: Source
    summary: tuple[Section, ...]
    sections: tuple[Section, ...]
    annex: tuple[Section, ...]
    figures: tuple[Section, ...] = ()
    made_up: bool = False
    area: str | None = None
    licence: str = ""
    published: Published | None = None
    standing: Standing = Standing.TOLD
    asked: tuple[tuple[str, str], ...] = ()
    publisher: str = ""
    large: bool = False
