"""Every sentence about a council that would like to take part, each with what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

FOR_COUNCILS = "For councils: take part in POET"
LEAD = (
    "Do you work for a council in England, and would you like it to ask families and people who draw on support what that "
    "is like? Tell the national team here. You need no account."
)
WHAT_HAPPENS = (
    "Somebody of the national team reads what you write. Nothing answers by itself, so it takes some days.",
    "They write to your work address. Where it fits, that is an invitation: its link opens an account for whoever is to "
    "manage POET in your council.",
    "You commit your council to nothing by this. Whether it takes part in a round is said later, on a page of its own, by "
    "whoever may say it.",
)
MISSING: Mapping[str, str] = MappingProxyType(
    {
        "council": "Enter the name of your council, like Leeds or County Durham.",
        "name": "Enter your name, so that the national team knows whom to write to.",
        "email": "Enter your work e-mail address, like name@council.gov.uk.",
        "role": "Enter what you do there, like SEND commissioner.",
    }
)
NO_ADDRESS = "This is not an e-mail address. Enter one like name@council.gov.uk."
UNKNOWN_COUNCIL = (
    "No council of this name is responsible for education and social care in England. Write it as on its own website, like "
    "Leeds, County Durham or Richmond upon Thames. Of a district council, write the name of the county."
)
TOO_MANY_WAIT = "More councils have written than can be read now. Nothing was kept. Please write again in a week."
TOO_OFTEN = (
    "Nothing was kept: more has been sent from your network than is taken in within an hour. Please try again later."
)
FROM_ELSEWHERE = "Nothing was kept: another website sent this form. Read it here, and send it again if it is yours."
THANKS = "The national team has what you wrote"
THANKED = (
    "Somebody of the national team reads it and writes to the address that you gave. It may take some days; nothing is sent "
    "before then.",
    "Meanwhile you can look at the questionnaires, and at how POET is governed.",
)
INTERESTS = "Councils that would like to take part"
NONE_YET = (
    "Nobody has written yet. The form for councils stands on the public site, under “For councils”; send its address to "
    "whoever asks you about taking part."
)
NOT_PROVEN = (
    "Nobody has checked that these people work for the council they name. Look at the address, and ring the council where you "
    "are not sure, before you invite anybody."
)


def too_long(most: int) -> str:
    """Too much of it."""
    return f"This is too long. Shorten it to {most:,} letters."


def several(said: str, today: Sequence[str]) -> str:
    """A council that is no more."""
    return (
        f"{said} is no council any more. Its area belongs to {' and '.join(today)} today: write which of them is yours."
    )


def kept(days: int, afterwards: int) -> str:
    """What becomes of what somebody writes here."""
    return (
        "Your name, your work address, your role and what you write are read by the national team alone. They are erased after "
        f"{days} days at the latest, and {afterwards} days after the team has said “not now”; ask it to erase them "
        "sooner at any time. For an hour your network address is counted, so that nobody floods the form."
    )


def assessed(days: int) -> str:
    """The same for an impact assessment."""
    return (
        "Names, work addresses and roles of those who said that a council would like to take part: apart from everything else, "
        f"for {days} days at most, for national coordinators alone."
    )
