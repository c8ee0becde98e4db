"""`poet simulate`: put made-up areas through the statistics and say how often they are wrong."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.progress import track

from poet.commands.settings import SimulationSettings
from poet.simulate import BEGIN, END, Plan, joined, put, steps, told, words


def simulate(settings: SimulationSettings) -> int:
    """Print the tables or, with a page, put them between its marks; 2 where the page has none or too little is asked."""
    page = settings.page
    text = page.read_text(encoding="utf-8") if page else ""
    if page and put(text, "") is None:
        print(words.NO_MARKS.format(file=page, begin=BEGIN, end=END), file=sys.stderr)
        return 2
    try:
        plan = Plan(seed=settings.seed, rounds=settings.rounds, draws=settings.draws)
    except ValueError:
        print(words.TOO_FEW, file=sys.stderr)
        return 2
    # The tables go to standard output, so what moves goes beside them.
    beside = Console(stderr=True)
    followed = track(steps(plan), description="Simulating", console=beside, disable=not sys.stderr.isatty())
    tables = told(joined(plan, (step() for step in followed)))
    if page is None:
        print(tables)
    else:
        page.write_text(put(text, tables) or text, encoding="utf-8")
        print(f"{page} holds the new tables")
    return 0
