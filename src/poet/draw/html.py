"""A report as one web page that needs nothing else: no script, no network, charts as SVG and as tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from poet.draw import charts, letters, palette, pictograms, words
from poet.draw.about import about
from poet.draw.tables import as_table, figure_columns
from poet.draw.words import shown_date
from poet.report.making import made, sentences
from poet.report.model import Block, Chart, Claim, Report, Table, Words

# How many figures of a sentence a pointer is shown at once.
_HINTED = 2
# A note with more figures than this is folded.
_PLAIN = 3
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "ur", "yi"})


def draw(report: Report, *, pictures: Path | None = None) -> bytes:
    """Return the report as a whole HTML document, UTF-8. `pictures` is the folder of those that Easy Read shows."""
    return (
        _template("page.html").render(**_given(report), styles=styles(), body=body(report, pictures=pictures)).encode()
    )


def body(report: Report, *, pictures: Path | None = None) -> Markup:
    """Return the report as a fragment for another page: one `<article>`, from its `<h1>` down. It wants `styles`."""
    pictogram = partial(_pictogram, folder=pictures)
    return _ours(_template("body.html").render(**_given(report), pictogram=pictogram))


def _pictogram(name: str, *, folder: Path | None) -> Markup:
    """A picture beside its sentence. It says what the words say, so a screen reader passes it over."""
    return _ours(pictograms.svg(name, folder))


def styles() -> Markup:
    """Return the CSS that the fragment needs; every rule stands under `.poet-report`."""
    return _ours(_template("report.css").render(colour=palette))


def _ours(markup: str) -> Markup:
    """Markup of our own making, every text in it escaped already."""
    return Markup(markup)  # noqa: S704 - from an escaping template, or from `svg`, which escapes each text


def _given(report: Report) -> dict[str, object]:
    return {
        "report": report,
        "words": words,
        "about": about(report),
        "date": shown_date(report.date, report.language),
        **_notes(report),
        "direction": "rtl" if report.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr",
    }


def _notes(report: Report) -> dict[str, object]:
    """Each sentence that rests on claims, numbered; the same sentence, wherever it stands, has one note."""
    told: dict[Words, int] = {}
    for said in sentences(report):
        told.setdefault(said, len(told) + 1)
    how = partial(made, asked=dict(report.asked))
    return {"notes": told, "first": set(), "made": how, "hint": partial(_hint, how), "plain": _PLAIN}


def _hint(how: Callable[[Claim], str], said: Words) -> str:
    """What a pointer that rests on a note is shown: its first figures. Who touches or types follows the note instead."""
    shown = [how(claim) for claim in said.claims[:_HINTED]]
    return " ".join(shown if len(said.claims) <= _HINTED else [*shown, words.HOW_MORE])


@lru_cache
def _environment() -> Environment:
    there = Environment(
        loader=PackageLoader("poet.draw"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    there.globals.update(pictures=_pictures, as_table=as_table, figure_columns=figure_columns)
    there.tests.update(chart=lambda block: isinstance(block, Chart), a_table=lambda block: isinstance(block, Table))
    there.filters.update(kind=_kind, day=shown_date)
    return there


def _template(name: str) -> Template:
    return _environment().get_template(name)


def _finalized(value: object) -> object:
    return letters.drawable(value) if type(value) is str else value


def _pictures(chart: Chart) -> list[tuple[str, Markup]]:
    """The chart for a wide page and for a narrow one, of which the style sheet shows one."""
    sheets = (("wide", charts.SCREEN), ("narrow", charts.PHONE))
    return [(name, _ours(drawn.svg)) for name, sheet in sheets for drawn in charts.pictures(chart, sheet)]


def _kind(block: Block) -> str:
    return str(block.__struct_config__.tag)
