"""What a letter says that carries an invitation, in each language of its questionnaire: the same words by e-mail and on paper."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from poet.instrument import worded
from poet.instrument.faces import RIGHT_TO_LEFT
from poet.instrument.overlays import STANDARD
from portal.councils.models import Contact
from portal.languages import ENGLISH, of
from portal.outreach import ways
from portal.outreach.models import InvitationList
from portal.questionnaires.faces import dressings
from portal.rounds.models import Link

_TABLE = Path(__file__).with_name("letters.toml")
SAMPLE = "0000-0000-0000-0000"  # nobody's code: no code has a nought


@cache
def letters() -> Mapping[str, Mapping[str, str]]:
    """Every language's words by their name."""
    kept: Mapping[str, Mapping[str, str]] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return kept


@dataclass(frozen=True, slots=True)
class Part:
    """A letter in one language: what it says in the order in which it is said. `notes` say what is unchecked or made up."""

    language: str
    right_to_left: bool
    subject: str
    call: str
    before: tuple[str, ...]
    open: str
    type: str
    scan: str
    square: str
    after: tuple[str, ...]
    silence: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all letters of a list have in common: its parts, the first in the list's language; `place` is where codes go."""

    area: str
    signed: str
    parts: tuple[Part, ...]
    place: str


def languages(link: Link) -> list[tuple[str, str]]:
    """The languages in which letters to a questionnaire can be written, each with its name: English first."""
    faces = ways.posters({link.version_id})[link.version_id]
    return [
        (ENGLISH if face == STANDARD else face, name) for face, name in faces if face in letters() or face == STANDARD
    ]


def address_of(code: str, language: str) -> str:
    """Where a code leads, in a language."""
    there = settings.SITE + reverse("invitation-code", args=[code])
    return there if language == ENGLISH else f"{there}?language={language}"


def sheet(made: InvitationList, *, again: bool = False) -> Sheet:
    """What the letters of a list say; `again` of a reminder. English stands below every other language."""
    link, contact = made.link, _contact(made.link.area_id)
    chosen = [made.language] if made.language == ENGLISH else [made.language, ENGLISH]
    parts = tuple(_part(made, language, contact, again=again) for language in chosen)
    return Sheet(link.area.name, made.signed, parts, (settings.SITE + reverse("enter-code")).partition("://")[2])


def _contact(area: str) -> str:
    found = Contact.objects.filter(area=area).first()
    return ", ".join(one for one in (found.name, found.phone, found.email) if one) if found else ""


def _part(made: InvitationList, language: str, contact: str, *, again: bool) -> Part:
    say, link, area = of(letters(), language), made.link, made.link.area.name
    place = (settings.SITE + reverse("enter-code")).partition("://")[2]
    until = say["until"].format(day=ways.last_day(link.round.closes, language))
    gaps = {"area": area, "title": _title(link, language), "contact": contact, "signed": made.signed, "place": place}
    before = (say["why"], made.added, say["again"] if again else "", say["takes"], say["alone"])
    after = (until, say["help"] if contact else "", say["from" if made.signed else "from_area"])
    notes = (say["made_up"] if link.round.made_up else "", say["unchecked"] if language != ENGLISH else "")
    return Part(
        language=language,
        right_to_left=language in RIGHT_TO_LEFT,
        subject=say["subject_again" if again else "subject"].format(**gaps),
        call=say["call"],
        before=tuple(_filled(one, gaps, made.added) for one in before if one),
        open=say["open"],
        type=say["type"].format(**gaps),
        scan=say["scan"].format(**gaps),
        square=say["square"],
        after=tuple(_filled(one, gaps, until) for one in after if one),
        silence=say["silence"].format(**gaps),
        notes=tuple(one for one in notes if one),
    )


def _filled(said: str, gaps: Mapping[str, str], as_it_stands: str) -> str:
    """A sentence with its gaps filled; a council's own words, and what is filled already, are taken as they stand."""
    return said if said == as_it_stands else said.format(**gaps)


def _title(link: Link, language: str) -> str:
    faces = dressings(link.version_id, link.version.digest)
    dressed = faces.get(language) or faces[STANDARD]
    return worded(dressed.instrument.title, dressed.instrument.variant(link.variant))
