"""Made-up caseloads by need, setting and age, so that a council of the demonstration sees whom it does not hear.

They are written in the layouts in which the Department publishes, and come in by the loader that takes in its files. How many
plans a council has is the published number; how they part is made up, and the file's name and its year both say so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from random import Random

from portal.caseloads.loading import load
from portal.caseloads.models import Source
from portal.councils.models import Area

MADE_UP = "made-up-"
PERIOD = "2025, made up"
SEED = 2025
_PLACES = ("time_period", "geographic_level", "new_la_code", "breakdown_topic", "breakdown")
_ALL, _AGE, _LOCAL = "All EHC plans", "Child or young persons age", "Local authority"
# Of a hundred plans, about so many; each council is somewhat otherwise.
SETTINGS = {
    "mainstream_total": 43, "special_total": 31, "ap_pru_total": 2, "fe_total": 14, "ed_elsewhere": 6, "nm_early_years": 1,
    "placement_unknown": 3,
}  # fmt: skip
NEEDS = {
    "number_asd": 32, "number_slcn": 21, "number_semh": 20, "number_mld": 9, "number_sld": 5, "number_spld": 4, "number_pd": 4,
    "number_pmld": 2, "number_hi": 1, "number_vi": 1, "number_msi": 1, "number_oth": 1, "number_need_unknown": 1,
}  # fmt: skip
_AGES = ((range(3, 5), 2), (range(5, 11), 5), (range(11, 16), 8), (range(16, 20), 5), (range(20, 26), 1))
AGES = {f"age {age}": weight for ages, weight in _AGES for age in ages}


def load_made_up(folder: Path, *, now: datetime) -> None:
    """Write both files and load them; those of an earlier time go."""
    forget()
    folder.mkdir(parents=True, exist_ok=True)
    areas = list(Area.objects.order_by("code"))
    for name, heads, rows in (
        ("caseload", ("ehcplans", *SETTINGS), [row for area in areas for row in _settings_and_ages(area)]),
        ("sen-needs", ("ehc_plans", *NEEDS), [row for area in areas for row in _needs(area)]),
    ):
        file = folder / f"{MADE_UP}{name}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, (*_PLACES, *heads), restval="x", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        load(file, at=now)


def forget() -> None:
    """Remove what was made up here, whenever that was."""
    Source.objects.filter(name__startswith=MADE_UP, period=PERIOD).delete()


def _settings_and_ages(area: Area) -> Iterator[dict[str, object]]:
    yield _row(area, _ALL, _ALL, {"ehcplans": area.plans, **_parted(area, SETTINGS)})
    for age, people in _parted(area, AGES).items():
        yield _row(area, _AGE, age, {"ehcplans": people})


def _needs(area: Area) -> Iterator[dict[str, object]]:
    yield _row(area, _ALL, _ALL, {"ehc_plans": area.plans, **_parted(area, NEEDS)})


def _row(area: Area, topic: str, breakdown: str, figures: Mapping[str, object]) -> dict[str, object]:
    return dict(zip(_PLACES, (PERIOD, _LOCAL, area.code, topic, breakdown), strict=True)) | dict(figures)


def _parted(area: Area, weights: Mapping[str, int]) -> dict[str, int]:
    """An area's plans in parts of about these weights, in whole people that add up."""
    random = Random(f"{SEED} {area.code} {len(weights)}")
    each = {name: weight * random.uniform(0.7, 1.3) for name, weight in weights.items()}
    whole, left = sum(each.values()), area.plans
    found = {name: int(area.plans * weight / whole) for name, weight in each.items()}
    first = max(found, key=lambda name: found[name])
    found[first] += left - sum(found.values())
    return found
