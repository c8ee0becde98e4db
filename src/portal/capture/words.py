"""Every sentence that a respondent reads beside the questions themselves, in their language, each with what to do next."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.utils import timezone

from poet.answers import Refusal
from poet.instrument.faces import Dressed
from portal.languages import ENGLISH, of, said

_TABLE = Path(__file__).with_name("messages.toml")
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Message:
    """A page that says what happened and what to do: `action` is the words of a button that leads on, if any."""

    title: str
    paragraphs: tuple[str, ...]
    action: str = ""


class Told(StrEnum):
    """What a page may have to say; its words stand in messages.toml."""

    PRIVATE = "private"
    NOTHING_TO_KEEP = "nothing_to_keep"
    UNKNOWN_PAGE = "unknown_page"
    LOST = "lost"
    FROM_ELSEWHERE = "from_elsewhere"
    ALREADY_SENT = "already_sent"
    NOTHING_SAID = "nothing_said"
    CLOSED = "closed"
    LEFT = "left"
    NOT_YET = "not_yet"
    INVITED = "invited"
    INVITATION_USED = "invitation_used"
    NO_INVITATION = "no_invitation"
    BY_INVITATION = "by_invitation"
    PAUSED = "paused"
    GUESSING = "guessing"
    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"


# Nobody has chosen a language yet where there is no questionnaire.
UNKNOWN_LINK = Message(
    "This link does not lead to a questionnaire",
    (
        "Perhaps a letter was lost or mistyped on the way.",
        "Check the link on the paper or in the message it came from, or ask the council that sent it for a new one.",
    ),
)


def message(told: Told, language: str, **gaps: str) -> Message:
    """What a page says in a language; `gaps` fill the gaps of its paragraphs."""
    raw = of(messages(), language)[told]
    paragraphs = tuple(paragraph.format(**gaps) for paragraph in raw["paragraphs"])
    return Message(str(raw["title"]), paragraphs, str(raw.get("action", "")))


@cache
def messages() -> Mapping[str, Mapping[str, Mapping[str, str | list[str]]]]:
    """Every language's messages by their name."""
    kept: Mapping[str, Mapping[str, Mapping[str, str | list[str]]]] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return kept


def service(area: str, language: str) -> str:
    """What is being done on these pages."""
    return said(language)["service"].format(area=area)


def what_next(area: str, closes: datetime, language: str) -> tuple[str, ...]:
    """What happens with answers once they are sent."""
    say = said(language)
    return (say["counted"].format(day=day(closes, language), area=area), say["reported"].format(area=area))


def wait_until(moment: datetime, language: str) -> str:
    """Too many wrong words were said."""
    return said(language)["wait"].format(time=f"{timezone.localtime(moment):%H:%M}")


def refused(refusal: Refusal, language: str) -> str:
    """Why an answer was not taken in, and what to do."""
    if refusal.reason is None:
        return refusal.words
    return said(language)[refusal.reason].format(**dict(refusal.gaps))


def which_picture(language: str) -> tuple[str, str, str]:
    """What the three boxes for the words are called."""
    say = said(language)
    return say["first"], say["second"], say["third"]


def progress(number: int, about: int, language: str = ENGLISH) -> str:
    """Where the respondent is; routing may shorten or lengthen the way."""
    return said(language)["progress"].format(number=number, pages=about)


def length_of_time(months: float, language: str) -> str:
    """A number of months as people say it."""
    years, rest = divmod(months, 12)
    parts = [_counted(years, "year", language)] * bool(years) + [_counted(rest, "month", language)] * bool(rest)
    if len(parts) > 1:
        return said(language)["and"].format(one=parts[0], other=parts[1])
    return parts[0] if parts else _counted(0, "month", language)


def _counted(number: float, what: str, language: str) -> str:
    return said(language)[what if number == 1 else f"{what}s"].format(number=f"{number:g}")


def day(moment: datetime, language: str = ENGLISH) -> str:
    """A date in words."""
    local, say = timezone.localtime(moment), said(language)
    return say["day"].format(day=local.day, month=say["month_names"].split()[local.month - 1], year=local.year)


def minutes(questions: int) -> int:
    """About how long a questionnaire takes: four questions a minute, to the next five minutes."""
    return max(5, -(-questions // 4 // 5) * 5)


def face_note(dressed: Dressed, language: str) -> str:
    """What is to be known of a face before it is chosen: how much it says, and whether a speaker has checked it."""
    say = said(language)
    whole = say["of_the_words"].format(share=f"{dressed.completeness:.0%}") if dressed.completeness < 1 else ""
    machine = say["by_machine"] if dressed.draft else ""
    return say["both"].format(one=whole, other=machine) if whole and machine else whole or machine


CONTACT_LABELS = ("Who it is", "Telephone", "E-mail", "Web page")
CONTACT_HINTS = (
    "A team rather than a person, like “Anyshire’s family information service”.",
    "A number that is answered on working days at least.",
    "An address that is read on working days at least.",
    "It begins with https://",
)
CONTACT_NAME = "Say who it is: people want to know whom they are calling."
CONTACT_PHONE = "This is no telephone number. Enter digits and blanks, like 01632 960 001."
CONTACT_EMAIL = "This is no e-mail address. Enter one like help@anyshire.gov.uk."
CONTACT_PAGE = "This is no address of a web page. Enter one that begins with https://"
CONTACT_WAY = "Enter a telephone number, an e-mail address or a web page: one of them is enough."
CONTACT_LONG = "This is too long. Shorten it."


def contact_of(area: str) -> str:
    """The heading of the page of a council's contact."""
    return f"{area}: whom people can talk to"


CODE_TITLE = "Enter the code from your letter"
CODE_HINT = "Sixteen letters and digits, like abcd-efgh-jkmn-pqrs. Capitals and hyphens do not matter."


# ---- Films: said to the operator ----

FILM_TITLE = "Say in a few words what it is."
FILM_VIDEO = "Name an .mp4 or .webm file and lay it into the same folder."
FILM_CAPTIONS = (
    "No film is shown without captions: name a WebVTT file, which begins with WEBVTT and has a line like "
    "00:00.000 --> 00:04.000 before each caption, and lay it into the same folder."
)
FILM_TRANSCRIPT = (
    "No film is shown without its words: name a text file of what is said and seen, and lay it into the same folder."
)
FILM_LIST = "Write a list, like forms = ['ehc-parents']."


def films_unread(why: str) -> str:
    """A table of films that is none."""
    return f"films.toml cannot be read: {why}. Look at docs/how-to/show-a-film.md."


def film_lacks(at: int, name: str, what: str, remedy: str) -> str:
    """Which film lacks what."""
    return f"films.toml, film {at} ({name or 'no video named'}): {what} is missing or wrong. {remedy}"


def film_odd(at: int, name: str, odd: list[str]) -> str:
    """Words of the table that are not known."""
    return f"films.toml, film {at} ({name or 'no video named'}): nothing is known of {', '.join(odd)}. Remove it, or correct it."
