"""What the publishers' files look like: which columns hold the area, the period, the group and the number of people.

EHC plans: Department for Education, Education, health and care plans (SEN2), data files by age, establishment and
characteristic, as its data catalogue describes them for 2023 to 2025. Adult social care: Adult Social Care Activity and
Finance Report (ASC-FR and SALT), in the long layout with ITEMVALUE.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.caseloads.models import Attribute

Row = Mapping[str, str]
# Signs for a figure that is not told: not applicable, unavailable, confidential, low reliability, not submitted, suppressed.
NOT_TOLD = frozenset({"z", "x", "c", "u", "low", ":", "*", "[z]", "[x]", "[c]", "[u]", "[low]", ""})
_TOTALS = frozenset({"total", "all", "all ages", "18 and over", "all reasons", "not applicable"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row belongs: the attribute and the group's label, empty for everybody."""

    attribute: str
    label: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of file. `place` says where a row belongs, None for rows that are of no use here."""

    needs: tuple[str, ...]
    period: str
    area: str
    people: str
    place: Callable[[Row], Place | None]
    is_plans: bool


def _is_total(said: str) -> bool:
    return said.strip().casefold() in _TOTALS


def _placed(attribute: Attribute, said: str) -> Place:
    return Place("", "") if _is_total(said) else Place(attribute.value, said.strip())


def _plans(row: Row) -> bool:
    """One row for plans and the older statements together."""
    return row["geographic_level"] == "Local authority" and _is_total(row.get("ehcp_or_statement", "Total"))


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


_SEN2 = ("time_period", "geographic_level", "new_la_code", "num_caseload")
_ASC = ("FY_ENDING", "GEOGRAPHY_LEVEL", "GEOGRAPHY_CODE", "AgeBand", "PrimarySupportReason", "ITEMVALUE")


def _sen2(place: Callable[[Row], Place | None], *more: str) -> Shape:
    return Shape((*_SEN2, *more), "time_period", "new_la_code", "num_caseload", place, is_plans=True)


SHAPES = (
    _sen2(_by_age, "age"),
    _sen2(_by_setting, "establishment_group", "establishment_type"),
    _sen2(_by_characteristic, "breakdown_topic", "breakdown"),
    Shape(_ASC, "FY_ENDING", "GEOGRAPHY_CODE", "ITEMVALUE", _adults, is_plans=False),
)


def shape(header: list[str]) -> Shape | None:
    """The kind of file that has these columns."""
    return next((one for one in SHAPES if set(one.needs) <= set(header)), None)
