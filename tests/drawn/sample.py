"""A made-up report with every kind of block in it, odd names and withheld rows among them."""

from __future__ import annotations

from poet.report.model import (
    Bar,
    Bars,
    Cell,
    Claim,
    Dot,
    Dots,
    Limits,
    Line,
    Lines,
    Note,
    Paragraph,
    Points,
    Report,
    Section,
    Segment,
    Shape,
    Source,
    Table,
    Tone,
    Words,
)
from poet.report.point import Join, Point

WHY = "Not shown: too few answers. Ten or more people need to answer."
LONG = "Bournemouth, Christchurch and Poole with Dorset and New Forest"
TONES = (
    ("Always", Tone.STRONG_FAVOURABLE),
    ("Mostly", Tone.FAVOURABLE),
    ("Sometimes", Tone.NEUTRAL),
    ("Rarely", Tone.UNFAVOURABLE),
    ("Never", Tone.STRONG_UNFAVOURABLE),
)


def stack(label: str, *counts: int, apart: int = 0) -> Bar:
    """A bar of five options and, outside the whole, those who did not know."""
    base = sum(counts)
    parts = [
        Segment(name, tone, count / base, f"{count / base:.0%}".replace("%", " %"))
        for (name, tone), count in zip(TONES, counts, strict=True)
    ]
    if apart:
        parts.append(Segment("Don't know", Tone.APART, apart / base, str(apart)))
    return Bar(label, f"n = {base}", tuple(parts))


def hidden(label: str) -> Bar:
    return Bar(label, "", withheld=WHY)


def single(label: str, share: float, low: float, high: float) -> Bar:
    part = Segment("Chosen", Tone.PLAIN, share, f"{share:.0%}".replace("%", " %"))
    return Bar(label, "n = 43", (part,), low, high)


PROCESS = Bars(
    "process",
    1,
    Words("Most parents feel listened to, fewer know who to ask"),
    "Stacked bars: how often each of seven things happened. Being listened to is highest, knowing who to ask lowest.",
    (
        stack("People listened to what we said", 20, 14, 5, 3, 1, apart=3),
        stack("We knew who to ask when something was unclear to us or had changed", 9, 10, 12, 7, 5),
        stack("The plan was ready when it was promised", 4, 8, 11, 12, 8, apart=1),
        hidden("The people we met knew each other's part"),
        stack("We had a say in who came", 30, 6, 0, 0, 1, apart=6),
        stack("The plan is about our child, not about a form", 15, 11, 9, 6, 2),
        stack("Ein barn ni a gafodd ei glywed: ŵyneb yn wyneb", 12, 12, 12, 5, 2),
    ),
    stacked=True,
    table="table",
)

HELP = Bars(
    "help",
    2,
    Words("Two thirds had a break from caring"),
    "Bars with intervals: the share of parents who had each kind of help; a break from caring is highest.",
    (
        single("A break from caring", 0.651, 0.502, 0.776),
        single("Equipment", 0.349, 0.224, 0.498),
        single("A personal assistant", 0.07, 0.024, 0.186),
        single("Something else", 1.0, 0.918, 1.0),
        hidden("Befriending"),
    ),
    stacked=False,
    table="table",
)

AGES = Bars(
    "ages",
    3,
    Words("Half of the children are between five and ten"),
    "One stacked bar: ages of the children in four groups.",
    (
        Bar(
            "Age of the child",
            "n = 43",
            tuple(
                Segment(label, Tone.PLAIN, share, f"{share:.0%}".replace("%", " %"))
                for label, share in (("Under 5", 0.12), ("5 to 10", 0.5), ("11 to 15", 0.3), ("16 to 25", 0.08))
            ),
        ),
    ),
    stacked=True,
    table="table",
)

BESIDE = Dots(
    "beside",
    4,
    Words("Being listened to stands above the rest of England"),
    "Points with intervals: this area beside the rest of England on four questions.",
    (
        Dot("People listened to what we said", "n = 43", 0.79, 0.65, 0.885, 0.62, "79 % here, 62 % elsewhere"),
        Dot("We knew who to ask", "n = 43", 0.44, 0.30, 0.59, 0.47, "44 % here, 47 % elsewhere: no clear difference"),
        Dot("The plan was ready when it was promised", "n = 43", 0.02, 0.0, 0.12, 0.1, "2 % here"),
        Dot("The people we met knew each other's part", "", withheld=WHY),
    ),
    here="北京 and Łódź",
    there="The rest of England",
    table="table",
)


def joined(label: str, *parts: tuple[str, Tone, float]) -> Bar:
    """A bar in which some answers are told together, to protect people."""
    return Bar(label, "n = 57", tuple(Segment(name, tone, share, f"{share:.0%}") for name, tone, share in parts))


JOINED = Bars(
    "joined",
    8,
    Words("Most say that things are better"),
    "Stacked bars in which some answers are told together.",
    (
        joined("Family", ("A lot better or better", Tone.ALL_FAVOURABLE, 0.85), ("Any other answer", Tone.OTHER, 0.15)),
        joined(
            "Life at home",
            ("A lot better or better", Tone.ALL_FAVOURABLE, 0.61),
            ("No difference", Tone.NEUTRAL, 0.18),
            ("Worse or a lot worse", Tone.ALL_UNFAVOURABLE, 0.21),
        ),
        joined(
            "Friends",
            ("A lot better", Tone.STRONG_FAVOURABLE, 0.4),
            ("Better", Tone.FAVOURABLE, 0.3),
            ("No difference", Tone.NEUTRAL, 0.1),
            ("Worse", Tone.UNFAVOURABLE, 0.1),
            ("A lot worse", Tone.STRONG_UNFAVOURABLE, 0.1),
        ),
    ),
    stacked=True,
    table="table",
)

PANELS = Bars(
    "panels",
    5,
    Words("In most areas people are listened to"),
    "Small stacked bars, an area each in alphabetical order: how often people were listened to.",
    (
        stack("Anyshire", 20, 14, 5, 3, 1),
        stack("Bournemouth, Christchurch and Poole", 9, 10, 12, 7, 5),
        hidden("Nowhere"),
        stack("Othershire", 4, 8, 11, 12, 8),
        stack("Ynys Môn", 30, 6, 0, 0, 1),
    ),
    stacked=True,
    table="table",
    panels=True,
)

ARROWS = Dots(
    "change",
    6,
    Words("More people than last year were listened to"),
    "Arrows from last year to this year on four questions.",
    (
        Dot("People listened to what we said", "n = 43", 0.79, rest=0.52, text="52 % then, 79 % now"),
        Dot("We knew who to ask", "n = 43", 0.44, rest=0.47, text="47 % then, 44 % now"),
        Dot("The plan was ready when it was promised", "n = 43", 0.30, rest=0.62, text="62 % then, 30 % now"),
        Dot("The people we met knew each other's part", "", withheld=WHY),
    ),
    here="This year",
    there="Last year",
    table="table",
    shape=Shape.ARROWS,
)

FUNNEL = Dots(
    "funnel",
    7,
    Words("All regions but one lie where chance alone may have put them"),
    "A funnel: each area's share over its number of answers.",
    (
        Dot("Anyshire", "n = 420", 0.74, rest=0.6, text="74 %", n=420),
        Dot("Bournemouth, Christchurch and Poole", "n = 60", 0.61, rest=0.6, text="61 %", n=60),
        Dot("Othershire", "n = 75", 0.60, rest=0.6, text="60 %", n=75),
        Dot("Ynys Môn", "n = 300", 0.59, rest=0.6, text="59 %", n=300),
        Dot("Nowhere", "", withheld=WHY),
    ),
    here="An area",
    there="All areas together",
    table="table",
    shape=Shape.FUNNEL,
    limits=tuple(Limits(n, 0.6 - 1.96 * (0.24 / n) ** 0.5, 0.6 + 1.96 * (0.24 / n) ** 0.5) for n in range(60, 421, 20)),
)


def over(label: str, *shares: float, joins: str = "-rrrr", said: str = "") -> Line:
    """A line over five rounds; a share of nought was not asked. Joins: r runs on, m marked, - breaks."""
    how = {"r": Join.RUNS, "m": Join.MARKED, "-": Join.BREAKS}
    points = (
        Point(f"{share:.0%}", "n = 143", share, max(0, share - 0.13), min(1, share + 0.11), how[join])
        if share
        else Point("not asked")
        for share, join in zip(shares, joins, strict=True)
    )
    return Line(label, tuple(points), said)


LINES = Lines(
    "trend",
    9,
    Words("Of four questions over five rounds one has risen"),
    "Lines over five rounds on four questions.",
    ("Autumn 2022", "Autumn 2023", "Autumn 2024", "Autumn 2025", "The round 2026"),
    (
        over("People listened to what we said", 0.41, 0.46, 0.55, 0.62, 0.71, said="risen"),
        over("We knew who to ask when something was unclear to us or had changed", 0.52, 0.47, 0.5, 0.44, 0.49, joins="-rmrr", said="no clear trend"),
        over("The plan was ready when it was promised", 0.3, 0.31, 0.62, 0.64, 0.97, joins="-r-rr"),
        over("The people we met knew each other's part", 0, 0, 0.05, 0.07, 0.06, joins="---rr"),
    ),
    table="table",
)  # fmt: skip


def voice(under: str, label: str, base: int, share: float, verdict: str = "") -> Dot:
    return Dot(
        label, f"n = {base:,}", share, share - 0.07, share + 0.06, text=f"{share:.0%}", under=under, verdict=verdict
    )


GROUPS = Dots(
    "voices",
    10,
    Words("Of three areas of life one is seen alike (information)"),
    "Points in groups: each area of life as several kinds of people see it.",
    (
        voice("Information", "Parents and carers", 1_043, 0.56, "alike"),
        voice("Information", "Children and young people", 210, 0.58),
        voice("Information", "Practitioners", 96, 0.55),
        voice("Partnership with parents, and being kept in touch between one meeting and the next", "Parents and carers", 998, 0.31, "not alike"),
        voice("Partnership with parents, and being kept in touch between one meeting and the next", "Staff who support adults and their families", 96, 0.9),
        voice("Friends", "والدین", 87, 0.4, "we cannot say"),
        Dot("Children and young people", "n not shown", withheld=WHY, under="Friends"),
        voice("Friends", "Practitioners", 41, 0.44),
    ),
    here="Favourable answers",
    there="From the lowest to the highest share",
    table="table",
    shape=Shape.GROUPS,
)  # fmt: skip


def table(number: int, rows: int = 4) -> Table:
    claim = Claim("favourable", "listened", "Anyshire", 0.651, 43, 0.502, 0.776)
    body: list[tuple[Cell, ...]] = [
        (
            Cell(f"Question {place}: what people said to us about the plan"),
            Cell("28", 28),
            Cell("65 %", 0.651, percent=True, claim=claim),
            Cell("50 % to 78 %"),
        )
        for place in range(1, rows)
    ]
    body.append((Cell("Ελλάδα Россия شارع"), Cell("[c]"), Cell("[c]"), Cell("[c]")))
    return Table(
        f"table-{number}",
        number,
        "What people said, in figures",
        ("Question", "People", "Share", "Interval"),
        tuple(body),
    )


def sample_report(*, made_up: bool = True, extra: tuple[Section, ...] = ()) -> Report:
    """A council's report with every kind of block."""
    return Report(
        kind="council",
        title="What support is like, and what difference it makes",
        subtitle=f"Parents and carers in {LONG}",
        language="en-GB",
        date="2026-11-24",
        source=Source("ehc-parents 2026", "sha256:" + "0123456789abcdef" * 4, "standard", "POET 0.1.0"),
        summary=(
            Section(
                "working",
                "What is working, and what is not",
                (
                    Paragraph(
                        (Words("In 7 of the 9 areas of life at least 80 % of parents say that things got better."),)
                    ),
                    Points(
                        (
                            Words("About two thirds (65 %) say that people listened to them."),
                            Words("Fewer than half (44 %) knew who to ask."),
                            Words("We cannot say how well the people they met knew each other's part."),
                        )
                    ),
                    Note((Words("43 people answered. At this size, figures may be out by 15 points either way."),)),
                ),
            ),
        ),
        sections=(
            Section(
                "process",
                "Being heard is common; knowing who to ask is not",
                (Paragraph((Words("Parents were asked how often each of seven things happened."),)), PROCESS),
            ),
            Section("help", "Most had a break from caring", (HELP, AGES)),
            Section("beside", "Listening stands out beside the rest of England", (BESIDE,)),
            *extra,
        ),
        annex=(Section("tables", "What people said", (table(1), table(2, rows=30))),),
        made_up=made_up,
        area=LONG,
        licence="Open Government Licence v3.0",
    )
