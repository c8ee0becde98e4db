"""Every sentence said about a file of areas and about their organisations, each with what to do next."""

from __future__ import annotations

COLLECTOR_WITHOUT_A_NAME = "Enter the organisation's name."
COLLECTOR_OF_NO_KIND = "Choose what kind of organisation it is."
GROUP_WITHOUT_A_NAME = "Enter a name for the group, and where the list comes from or why you chose it."
GROUP_OF_NO_KIND = "Choose whether these are statistical neighbours or your own choice."
REGION = "All councils of the region"


def no_columns(missing: list[str]) -> str:
    """The header lacks columns."""
    return (
        f"The header has no column {', '.join(missing)}. Name the columns code, name, region, kind, plans_january_2025."
    )


def ragged(cells: int, wanted: int) -> str:
    """A row that is too long or too short."""
    return f"The row has {cells} cells where {wanted} are expected. Put a name with a comma in it in quotation marks."


def no_code() -> str:
    """The code is missing."""
    return "The code is missing. Enter the council's GSS code, nine characters like E10000007."


def not_a_code(code: str) -> str:
    """Something that is no English council's code."""
    return f"{code!r} is not the code of an English council. Enter E06, E08, E09 or E10 and six digits, like E10000007."


def code_again(code: str, line: int) -> str:
    """A code that stood further up."""
    return f"{code} stands on line {line} already. Give each council one row."


def name_again(name: str, line: int) -> str:
    """A name that stood further up."""
    return f"{name!r} stands on line {line} already. Give each council its own name."


def empty(column: str) -> str:
    """A cell that must not be empty."""
    return f"The {column} is missing. Enter it."


def not_a_region(region: str, regions: tuple[str, ...]) -> str:
    """A region that England does not have."""
    return f"{region!r} is not a region of England. Use one of: {', '.join(regions)}."


def not_a_number(said: str) -> str:
    """A caseload that is no whole number."""
    return f"{said!r} is not a number of plans. Enter a whole number without commas, like 3267."


def no_rows() -> str:
    """A file without areas."""
    return "The file has no areas. Add one row for each council below the header."


def not_utf8() -> str:
    """A file in another encoding."""
    return "The file is not UTF-8. Save it as CSV UTF-8, which Excel offers under Save as, and load it again."


def collector_again(name: str) -> str:
    """A name that the area has already."""
    return f"There is an organisation named {name} in this area already. Use that one, or give this one another name."


def group_again(name: str) -> str:
    """A name that the area has already."""
    return f"There is a group named {name} already. Give this one another name, or remove the other first."


def too_few_members(least: int) -> str:
    """A group of one would be that council."""
    return f"Name at least {least} councils beside your own, one a line."


def no_council(line: int, said: str) -> str:
    """A line that names nobody."""
    return f"Line {line}: there is no council {said!r}. Write its name as on the page of areas, or its code."


def several_councils(line: int, said: str, now: list[str]) -> str:
    """A line that names a council that is no more."""
    return f"Line {line}: {said} is no more. Write which you mean: {' or '.join(now)}."


def recoded(old: str, new: str) -> str:
    """What the audit log says of an area with another code."""
    return f"The code {old} became {new}; its ground is the same"


def renamed(was: str) -> str:
    """What the audit log says of an area with another name."""
    return f"The name was {was}"


def name_of_another(name: str, code: str) -> str:
    """A name that another area bears, or bore before."""
    return (
        f"{name!r} is, or was, the name of {code}: what was issued under it would be taken for both. Give this one another name, "
        "like one with its county or a year in it."
    )


def name_taken(name: str, code: str) -> str:
    """A name that an area has which stands nowhere in the file."""
    return (
        f"The portal knows {name!r} under the code {code}, which is not in the file. If its ground is the same, write the new "
        "code into the table of boundary changes as recoded; if the area has ended, write what became of it there."
    )
