"""Every sentence said about caseloads and targets, each with what to do next."""

from __future__ import annotations

OTHER_FORM = "ours: what is aimed at where no source gives a number"
SET_BY_ROUND = "set for this round"
SET_BY_AREA = "set by your council"
NOT_ASKED = "This questionnaire is not asked in this round. Choose one that is."
NOT_UTF8 = (
    "The file is not UTF-8. Save it as CSV UTF-8, or take the publisher's file as it was downloaded, and load it again."
)
NO_ROWS = "The file has no row of a local authority. Take the publisher's whole file, with its local authority rows."
NO_SHAPE = (
    "This is neither a file of EHC plans nor one of adult social care. A file of EHC plans has the columns time_period, "
    "geographic_level, new_la_code and num_caseload, with age, establishment_group or breakdown_topic; since 2025 it has "
    "breakdown_topic with ehcplans and mainstream_total, or with ehc_plans and number_asd. A file of adult social care has "
    "FY_ENDING, GEOGRAPHY_LEVEL, GEOGRAPHY_CODE, AgeBand, PrimarySupportReason and ITEMVALUE."
)
NAME_COUNTS = "Say whom the file of adult social care counts: --counts adults or --counts carers."
NOTHING_TOLD = "Every figure of the file is withheld by its publisher. Load a file that tells some."


def not_a_target(said: str, most: int) -> str:
    """A target that is no number."""
    return f"“{said}” is no number of answers. Enter a whole number from 1 to {most:,}, or leave the field empty."


def no_period(period: str, there: list[str]) -> str:
    """A period that is not in the file."""
    return f"The file has nothing of {period}. It has: {', '.join(there)}."


def no_year(period: str) -> str:
    """A period without a year."""
    return f"{period!r} names no year. Enter the year as the publisher's file has it, like 2025."


def ragged(cells: int, wanted: int) -> str:
    """A row that is too long or too short."""
    return f"The row has {cells} cells where {wanted} are expected. Put a cell with a comma in it in quotation marks."


def no_area(code: str) -> str:
    """A code that no area has."""
    return f"There is no council with the code {code!r}. Run manage.py load_areas first, or correct the code."


def several_areas(code: str) -> str:
    """A code of a council that was divided."""
    return f"The council with the code {code} was divided among several. Take a file with the codes of today."


def not_people(said: str) -> str:
    """A cell that is no number of people."""
    return (
        f"{said!r} is no number of people. Enter a whole number, or the publisher's sign for a figure that is not told: "
        "z, x, c, u, low, * or :."
    )


def again(line: int) -> str:
    """The same group of the same area twice."""
    return (
        f"The same people are counted on line {line} already. Narrow the file to one measure, so that each area and group "
        "stands in it once."
    )


def known(name: str, loaded: str) -> str:
    """The same file once more."""
    return f"This file was loaded before, as {name} on {loaded}. Nothing was changed."
