"""The files of a release: reports and tables of exactly what was issued, as `poet attack` reads them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from poet.commands.report import file_names
from poet.commands.settings import BUILT_FONTS
from poet.draw import FORMATS, counts_csv
from poet.findings import Level, Plan
from poet.findings.told_by import Background, told_by
from poet.findings.words import EVERYBODY
from poet.protect import Release
from poet.report import About, Report, local, overall

CSV = "csv"
CHOICES = (*FORMATS, CSV)
# The folder of each partition's reports; everybody's report is the nation's.
_FOLDERS = {"area": "councils", "region": "regions"}
NATION = "nation"


def write_files(release: Release, out: Path, formats: tuple[str, ...], about: About, plan: Plan | None = None) -> int:
    """Write the reports on everybody and on each area and region, by background where the plan's subgroups part them, and
    the counts as CSV; how many files there are."""
    fonts = BUILT_FONTS if BUILT_FONTS.is_dir() else None
    many = 0
    for stem, report in _reports(release, about, plan):
        for name in formats:
            if name != CSV:
                many += _written(out / f"{stem}.{name}", FORMATS[name].draw(report, fonts))
    if CSV in formats:
        for partition, protected in release.partitions.items():
            if partition in _FOLDERS:
                many += _written(out / f"{_FOLDERS[partition]}.{CSV}", counts_csv.draw(protected).encode())
    return many


def _reports(release: Release, about: About, plan: Plan | None) -> Iterator[tuple[str, Report]]:
    def parted(level: Level, home: str) -> tuple[Background, ...]:
        return told_by(plan, release.partitions, level, home) if plan is not None else ()

    for partition, folder in _FOLDERS.items():
        protected = release.partitions.get(partition)
        if protected is None:
            continue
        names = file_names(protected)
        if partition == "area":
            everybody = parted(Level.NATION, EVERYBODY)
            yield f"{NATION}/{names[None]}", overall(protected, about, backgrounds=everybody)
        for group in protected.groups:
            found = parted(Level(partition), group)
            yield f"{folder}/{names[group]}", local(protected, group, about, backgrounds=found)


def _written(file: Path, data: bytes) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.part")
    half.write_bytes(data)
    half.replace(file)
    return 1


def about_release(at: str, round_name: str, *, made_up: bool) -> About:
    """What reports of a release say of themselves."""
    return About(date=at[:10], round_name=round_name, software=f"POET {version('poet')}", made_up=made_up)
