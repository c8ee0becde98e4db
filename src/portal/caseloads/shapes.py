"""What the publishers' files look like: which columns hold the area, the period, the group and the number of people.

EHC plans: Department for Education, Education, health and care plans (SEN2). Until the release of 2024 one file a breakdown with
the number of plans in `num_caseload`; from the release of 2025 on `caseload.csv` with a column a setting and rows by single years
of age, and `sen_needs_all_plans.csv` with a column a need. Adult social care: Adult Social Care Activity and Finance Report
(ASC-FR and SALT), in the long layout with ITEMVALUE. Where these names come from stands in docs/reference/caseloads.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.caseloads.models import Attribute

Row = Mapping[str, str]
# Signs for a figure that is not told: not applicable, unavailable, confidential, low reliability, not submitted, suppressed.
NOT_TOLD = frozenset({"z", "x", "c", "u", "low", ":", "*", "[z]", "[x]", "[c]", "[u]", "[low]", ""})
_TOTALS = frozenset({"total", "all", "all ages", "18 and over", "all reasons", "not applicable", "all ehc plans"})
# The columns of `caseload.csv`, by the names that the files before it gave the groups of establishments.
SETTINGS = MappingProxyType(
    {
        "mainstream_total": "Mainstream school",
        "special_total": "Special school",
        "ap_pru_total": "Alternative provision/Pupil referral unit",
        "fe_total": "Further education",
        "ed_elsewhere": "Educated elsewhere",
        "nm_early_years": "Non-maintained early years",
        "placement_unknown": "Unknown",
    }
)
NEEDS = MappingProxyType(
    {
        "number_asd": "Autistic spectrum disorder",
        "number_hi": "Hearing impairment",
        "number_mld": "Moderate learning difficulty",
        "number_msi": "Multi-sensory impairment",
        "number_oth": "Other difficulty",
        "number_pd": "Physical disability",
        "number_pmld": "Profound and multiple learning difficulty",
        "number_semh": "Social, emotional and mental health",
        "number_slcn": "Speech, language and communication needs",
        "number_sld": "Severe learning difficulty",
        "number_spld": "Specific learning difficulty",
        "number_vi": "Vision impairment",
        "number_need_unknown": "Unknown",
        "number_unknown": "Unknown",
    }
)
# The bands of the files before, by their first year of age.
_BANDS = ((20, "Age 20 to 25"), (16, "Age 16 to 19"), (11, "Age 11 to 15"), (5, "Age 5 to 10"), (0, "Under 5"))
_SINGLE_YEAR = re.compile(r"(?:aged? (\d{1,2})(?: and (?:under|over))?|under (3))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure belongs: the attribute and the group's label, empty for everybody."""

    attribute: str
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a row: its place, its column, and, where several make up a group, which part of it this is."""

    place: Place
    column: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of file. `cells` says which figures a row holds; none for rows that are of no use here."""

    needs: tuple[str, ...]
    period: str
    area: str
    people: str
    cells: Callable[[Row], tuple[Cell, ...]]
    is_plans: bool


def _is_total(said: str) -> bool:
    return said.strip().casefold() in _TOTALS


def _placed(attribute: Attribute, said: str) -> Place:
    return Place("", "") if _is_total(said) else Place(attribute.value, said.strip())


def _is_local(row: Row) -> bool:
    return row["geographic_level"].casefold() == "local authority"


def _plans(row: Row) -> bool:
    """One row for plans and the older statements together."""
    return _is_local(row) and _is_total(row.get("ehcp_or_statement", "Total"))


def _by_age(row: Row) -> Place | None:
    return _placed(Attribute.AGE, row["age"]) if _plans(row) else None


def _by_setting(row: Row) -> Place | None:
    """The groups of establishments; their single types are finer than any question asks."""
    if not _plans(row) or not _is_total(row["establishment_type"]):
        return None
    return _placed(Attribute.SETTING, row["establishment_group"])


def _by_characteristic(row: Row) -> Place | None:
    topic = row["breakdown_topic"].casefold()
    if not _plans(row) or not ("need" in topic or _is_total(topic)):
        return None
    return _placed(Attribute.NEED, row["breakdown"])


def _adults(row: Row) -> Place | None:
    """A row of one age band over all reasons for support, or of one reason over all ages; finer ones are of no use."""
    if row["GEOGRAPHY_LEVEL"].casefold() != "local authority":
        return None
    if _is_total(row["PrimarySupportReason"]):
        return _placed(Attribute.AGE, row["AgeBand"])
    return _placed(Attribute.NEED, row["PrimarySupportReason"]) if _is_total(row["AgeBand"]) else None


def _one(place: Callable[[Row], Place | None], column: str) -> Callable[[Row], tuple[Cell, ...]]:
    """A row holds one figure."""

    def cells(row: Row) -> tuple[Cell, ...]:
        found = place(row)
        return () if found is None else (Cell(found, column),)

    return cells


def _wide(whole: str, attribute: Attribute, columns: Mapping[str, str], row: Row) -> tuple[Cell, ...]:
    """The row of all plans: everybody, and a group a column."""
    parts = (Cell(Place(attribute.value, label), name) for name, label in columns.items() if name in row)
    return (Cell(Place("", ""), whole), *parts)


def _caseload(row: Row) -> tuple[Cell, ...]:
    """All plans by setting, or the plans of one year of age, which is part of a band."""
    if not _is_local(row):
        return ()
    if _is_total(row["breakdown_topic"]):
        return _wide("ehcplans", Attribute.SETTING, SETTINGS, row)
    if row["breakdown_topic"].strip().casefold() != "child or young persons age":
        return ()
    year = _SINGLE_YEAR.fullmatch(row["breakdown"].strip())
    if year is None:
        return ()
    band = next(label for first, label in _BANDS if int(year[1] or 0) >= first)
    return (Cell(Place(Attribute.AGE.value, band), "ehcplans", row["breakdown"].strip()),)


def _all_needs(row: Row) -> tuple[Cell, ...]:
    all_plans = _is_local(row) and _is_total(row["breakdown_topic"])
    return _wide("ehc_plans", Attribute.NEED, NEEDS, row) if all_plans else ()


_PLACES = ("time_period", "geographic_level", "new_la_code")
_SEN2 = (*_PLACES, "num_caseload")
_WIDE = (*_PLACES, "breakdown_topic", "breakdown")
_ASC = ("FY_ENDING", "GEOGRAPHY_LEVEL", "GEOGRAPHY_CODE", "AgeBand", "PrimarySupportReason", "ITEMVALUE")


def _sen2(needs: tuple[str, ...], people: str, cells: Callable[[Row], tuple[Cell, ...]]) -> Shape:
    return Shape(needs, "time_period", "new_la_code", people, cells, is_plans=True)


SHAPES = (
    _sen2((*_SEN2, "age"), "num_caseload", _one(_by_age, "num_caseload")),
    _sen2((*_SEN2, "establishment_group", "establishment_type"), "num_caseload", _one(_by_setting, "num_caseload")),
    _sen2((*_SEN2, "breakdown_topic", "breakdown"), "num_caseload", _one(_by_characteristic, "num_caseload")),
    _sen2((*_WIDE, "ehcplans", "mainstream_total", "special_total"), "ehcplans", _caseload),
    _sen2((*_WIDE, "ehc_plans", "number_asd", "number_slcn"), "ehc_plans", _all_needs),
    Shape(_ASC, "FY_ENDING", "GEOGRAPHY_CODE", "ITEMVALUE", _one(_adults, "ITEMVALUE"), is_plans=False),
)


def shape(header: list[str]) -> Shape | None:
    """The kind of file that has these columns."""
    return next((one for one in SHAPES if set(one.needs) <= set(header)), None)
