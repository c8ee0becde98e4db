"""Charts, drawn once as SVG for print and screen both."""

from poet.draw.charts.bars import bars
from poet.draw.charts.dots import dots
from poet.draw.charts.lines import lines
from poet.draw.charts.rows import Picture
from poet.draw.charts.sheet import CLOSE_SLIDE, PAPER, PHONE, SCREEN, SLIDE, Sheet
from poet.report.model import Bars, Chart, Lines

__all__ = ["CLOSE_SLIDE", "PAPER", "PHONE", "SCREEN", "SLIDE", "Picture", "Sheet", "bars", "dots", "lines", "pictures"]


def pictures(chart: Chart, sheet: Sheet) -> tuple[Picture, ...]:
    """Return the chart as pictures, more than one where it is taller than the sheet allows."""
    if isinstance(chart, Lines):
        return lines(chart, sheet)
    return bars(chart, sheet) if isinstance(chart, Bars) else dots(chart, sheet)
