"""Discussion sheets for an event, A4 for PDF/UA-1: a finding a sheet with its chart, three questions and space to write."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path

import msgspec
import typst

from poet.draw import charts, letters, palette, words
from poet.draw.pdf import picture
from poet.report.acting import Finding
from poet.report.model import Bar, Bars

_TEMPLATE = Path(__file__).parent / "typst" / "discussion.typ"
_TABLE = Path(__file__).parent / "discussion.toml"
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # the same sheets are the same bytes


class Face(msgspec.Struct, frozen=True):
    """How a face of the sheets looks (`size` in points, `lines` to write on under each question) and what it says."""

    called: str
    size: float
    lines: int
    chart: str
    heading: str
    base: str
    names: str
    questions: tuple[str, ...]


@cache
def _faces() -> Mapping[str, Face]:
    return msgspec.convert(tomllib.loads(_TABLE.read_text(encoding="utf-8")), dict[str, Face])


# The faces there are, each with what it is called.
FACES: Mapping[str, str] = {name: face.called for name, face in _faces().items()}


def discussion(
    findings: Sequence[Finding], title: str, face: str, *, made_up: bool = False, fonts: Path | None = None
) -> bytes:
    """The sheets as PDF bytes, the same for the same findings. `title` names the event; `fonts` is a folder of TTF files.
    Raises KeyError on a face there is not, and typst.TypstError where a letter is in no typeface of this machine."""
    looks = _faces()[face]
    said = {
        "title": letters.breakable(title),
        "made_up": f"{words.MADE_UP}. {words.MADE_UP_SENTENCE}" if made_up else "",
        "face": msgspec.to_builtins(looks),
        "colours": palette.NAMED,
        "sheets": [_sheet(one, looks, easy=face == "easy") for one in findings],
    }
    pdf = _compiler(fonts).compile(
        sys_inputs={"discussion": json.dumps(said, ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=_NO_DATE,
    )
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=2)
def _compiler(fonts: Path | None) -> typst.Compiler:
    folders = [str(fonts)] if fonts and fonts.is_dir() else []
    faces = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=folders)
    return typst.Compiler(str(_TEMPLATE), font_paths=faces)


def _sheet(finding: Finding, looks: Face, *, easy: bool) -> dict[str, object]:
    drawn = [part for chart in finding.charts for part in charts.pictures(chart, charts.PAPER)]
    return {
        "label": letters.breakable(finding.label),
        "said": letters.breakable(finding.easy if easy else finding.said.text),
        "charts": [picture(part) for part in drawn] if looks.chart == "report" else [],
        "bars": list(_bars(finding.charts, looks)) if looks.chart == "bars" else [],
    }


def _bars(found: Iterable[Bars], looks: Face) -> Iterable[dict[str, object]]:
    yield from (_bar(bar, looks) for chart in found for bar in chart.bars)


def _bar(bar: Bar, looks: Face) -> dict[str, object]:
    return {
        "base": looks.base.format(people=bar.base.removeprefix("n = ")),
        "withheld": bar.withheld or "",
        "parts": [
            {
                "label": letters.breakable(part.label),
                "text": part.text,
                "share": part.share,
                "fill": palette.paint(part.tone).fill,
            }
            for part in bar.segments
        ],
    }
