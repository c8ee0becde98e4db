"""`poet report`: the report on everybody and one for each area, in every format asked for."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from rich.progress import track

from poet.commands.settings import AnswerSettings, ReportSettings
from poet.commands.taking_in import protected
from poet.draw import FORMATS, counts_csv, json
from poet.protect import Protected
from poet.report import About, Approved, Earlier, Report, kinds, local, overall
from poet.report.quotes import NotApproved, approved

OVERALL = "all"
# A second process pays for its own start only when there are more reports than this.
FEW = 8


def report(settings: ReportSettings) -> int:
    """Write the reports to the folder; say on standard output what was written."""
    unknown = [name for name in settings.formats if name not in FORMATS]
    if unknown:
        print(f"{unknown[0]!r} is not a format. Use some of: {', '.join(FORMATS)}.", file=sys.stderr)
        return 2
    release = protected(settings.answers)
    try:
        quotes = approved(settings.quotes, release.instrument) if settings.quotes else ()
    except NotApproved as error:
        print(error, file=sys.stderr)
        return 2
    settings.out.mkdir(parents=True, exist_ok=True)
    names, many = file_names(release), _many(release, settings)
    jobs = ((settings.out / names[value.area], json.dump(value)) for value in _reports(release, settings, quotes))
    write = partial(_write, formats=settings.formats, fonts=settings.fonts)
    if many <= FEW:
        _follow(map(write, jobs), many)
    else:
        # A process that has compiled a PDF must not be forked, so each one starts anew.
        with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
            _follow(pool.map(write, jobs), many)
    print(f"{many} reports in {', '.join(settings.formats)} written to {settings.out}")
    return 0


def _many(release: Protected, settings: ReportSettings) -> int:
    """How many reports there will be."""
    if settings.kind is None:
        return 1 + len(release.groups)
    return len(release.groups) if kinds()[settings.kind].of == "area" else 1


def file_names(release: Protected) -> dict[str | None, str]:
    """A file name (without ending) for everybody, under None, and for each area; no two alike."""
    names: dict[str | None, str] = {None: OVERALL}
    for area in release.groups:
        plain = "-".join("".join(mark if mark.isalnum() else " " for mark in area).split()).lower()[:80] or "area"
        taken = {name.casefold() for name in names.values()}
        free = (f"{plain}-{number}" for number in range(2, len(names) + 3))
        names[area] = plain if plain.casefold() not in taken else next(n for n in free if n.casefold() not in taken)
    return names


def _reports(release: Protected, settings: ReportSettings, quotes: tuple[Approved, ...]) -> Iterator[Report]:
    about = About(
        date=settings.date,
        round_name=settings.round_name,
        software=f"POET {version('poet')}",
        made_up=settings.made_up,
        release=_named(release),
        licence=settings.licence,
        publisher=settings.publisher,
        quotes=quotes,
    )
    earlier, *further = _earlier(settings) or (None,)
    if settings.kind is None or kinds()[settings.kind].of == "everybody":
        yield overall(release, about, settings.kind or "overall", earlier=earlier, further=further)
    if settings.kind is None or kinds()[settings.kind].of == "area":
        for area in release.groups:
            yield local(release, area, about, settings.kind or "local", earlier=earlier, further=further)


def _earlier(settings: ReportSettings) -> tuple[Earlier, ...]:
    """The rounds before this one, newest first."""
    if settings.last is None:
        return ()
    return tuple(_before(name, said) for name, said in ((settings.last_name, settings.last), *settings.before_last))


def _before(name: str, said: AnswerSettings) -> Earlier:
    release = protected(said)
    return Earlier(release, name, release=_named(release))


def _named(release: Protected) -> str:
    """What a report names its figures by."""
    return f"sha256:{sha256(counts_csv.draw(release).encode()).hexdigest()[:16]}"


def _follow(done: Iterator[None], total: int) -> None:
    for _ in track(done, description="Writing reports", total=total, disable=not sys.stderr.isatty()):
        pass


def _write(job: tuple[Path, bytes], formats: tuple[str, ...], fonts: Path | None) -> None:
    """Draw one report, read back from its JSON, and put each file in its place only when it is whole."""
    stem, kept = job
    value = json.load(kept)
    for name in formats:
        target = stem.with_name(f"{stem.name}.{name}")
        half = target.with_name(f".{target.name}.part")
        half.write_bytes(FORMATS[name].draw(value, fonts))
        half.replace(target)
