"""What is done with an event: planned, changed, made public, facilitation asked for and answered. Each is logged."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from portal.engagement import words
from portal.engagement.models import LINE_LENGTH, Answer, Event, Facilitation
from portal.engagement.places import Place, log
from portal.engagement.planning import NotKept, is_address
from portal.pages import moment
from portal.people.models import Person
from portal.people.standing import differing

_TABLE = Path(__file__).with_name("events.toml")
FIELDS = ("title", "starts", "ends", "also", "place", "online", "others", "agenda", "access")
_LONGEST = {"title": 120, "also": 200, "place": 300, "online": 300, "others": 200, "agenda": 4000, "access": 600}
_MOMENT, _MOMENTS = "%Y-%m-%dT%H:%M", ("starts", "ends")
# The first box of those who are invited: there it is said that they differ.
_INVITED = "invited-board"
LONGEST = timedelta(days=7)
# Who was there can say what they think from the first minute and for so long afterwards.
HEARD_FOR = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Usual:
    """What an event begins with: whom one may invite, by key, and the agenda and access needs as they are usually put."""

    invited: Mapping[str, str]
    agenda: str
    access: str


@cache
def usual() -> Usual:
    """From the table, read once."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return Usual(table["invited"], "\n".join(table["agenda"]["lines"]), table["agenda"]["access"])


def said_of(event: Event) -> dict[str, str]:
    """An event as its form says it."""
    said = {name: str(getattr(event, name)) for name in FIELDS}
    return said | {name: timezone.localtime(getattr(event, name)).strftime(_MOMENT) for name in _MOMENTS}


def standing(event: Event) -> dict[str, str]:
    """An event as it stands, by field of its form; whom one invites in words."""
    return said_of(event) | {_INVITED: named(event.invited)}


def named(invited: Collection[str]) -> str:
    """Those who are invited, in words."""
    return ", ".join(text for key, text in usual().invited.items() if key in invited)


def differing_from(event: Event, said: Mapping[str, str], invited: Collection[str]) -> dict[str, str]:
    """Where something else stands now than is said; a text counts as it would be kept."""
    typed = {name: text.replace("\r\n", "\n").strip() for name, text in said.items()}
    labels = {name: {text: moment(getattr(event, name))} for name, text in said_of(event).items() if name in _MOMENTS}
    return differing({**typed, _INVITED: named(invited)}, standing(event), labels)


def first_said(place: Place) -> dict[str, str]:
    """What the form of a new event begins with."""
    start = usual()
    return dict.fromkeys(FIELDS, "") | {
        "title": words.usual_title(place.area.name),
        "agenda": start.agenda,
        "access": start.access,
    }


def checked(said: Mapping[str, str], invited: Collection[str]) -> dict[str, object]:
    """The fields of an event as they are kept. Raises NotKept."""
    kept = {name: said.get(name, "").replace("\r\n", "\n").strip() for name in FIELDS}
    wrong = {name: words.too_long(most) for name, most in _LONGEST.items() if len(kept[name]) > most}
    starts, ends = _moment(kept["starts"]), _moment(kept["ends"])
    if not kept["title"]:
        wrong["title"] = words.SAY_A_TITLE
    if starts is None:
        wrong["starts"] = words.SAY_A_MOMENT
    if ends is None or (starts is not None and not starts < ends <= starts + LONGEST):
        wrong["ends"] = words.SAY_AN_END
    if not (kept["place"] or kept["online"]):
        wrong["place"] = words.SAY_WHERE
    if kept["online"] and not is_address(kept["online"]):
        wrong["online"] = words.SAY_ADDRESS
    if wrong:
        raise NotKept(wrong)
    return {**kept, "starts": starts, "ends": ends, "invited": [one for one in usual().invited if one in invited]}


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.strptime(said[:16], _MOMENT)  # noqa: DTZ007 (as the clock on the wall says it)
        return timezone.make_aware(found) if 2000 <= found.year <= 2100 else None
    except ValueError:
        return None


@transaction.atomic
def plan(place: Place, said: Mapping[str, str], invited: Collection[str], *, by: Person) -> Event:
    """A new event; nobody outside the council sees it yet. Raises NotKept."""
    event = Event.objects.create(plan=place.kept(), **checked(said, invited))
    log(by, place, "event planned")
    return event


@transaction.atomic
def change(place: Place, event: Event, said: Mapping[str, str], invited: Collection[str], *, by: Person) -> None:
    """The event as it is said now. Raises NotKept."""
    for name, value in checked(said, invited).items():
        setattr(event, name, value)
    event.save()
    log(by, place, "event changed")


@transaction.atomic
def show(place: Place, event: Event, *, public: bool, by: Person) -> None:
    """Open the event's short address to everybody, or close it."""
    event.public = public
    event.save(update_fields=["public"])
    log(by, place, "event made public" if public else "event no longer public")


@transaction.atomic
def ask(place: Place, event: Event, wish: str, *, by: Person, now: datetime) -> Facilitation:
    """Ask the national body for somebody to lead the event; asking again asks anew. Raises NotKept."""
    if len(wish) > LINE_LENGTH:
        raise NotKept({"wish": words.too_long(LINE_LENGTH)})
    fresh = {"wish": wish, "asked": now, "answer": Answer.ASKED, "who": "", "note": "", "answered": None}
    asked, _ = Facilitation.objects.update_or_create(event=event, defaults=fresh)
    log(by, place, "facilitation asked for")
    return asked


@transaction.atomic
def answer(place: Place, asked: Facilitation, said: Mapping[str, str], *, by: Person, now: datetime) -> None:
    """Accept or decline, with who comes or why not. Raises NotKept."""
    if asked.answer != Answer.ASKED:
        raise NotKept({"answer": words.ANSWERED_MEANWHILE})
    verdict, who, note = (said.get(name, "").strip() for name in ("answer", "who", "note"))
    wrong = {}
    if verdict not in {Answer.ACCEPTED, Answer.DECLINED}:
        wrong["answer"] = words.SAY_YES_OR_NO
    if verdict == Answer.ACCEPTED and not who:
        wrong["who"] = words.SAY_WHO_COMES
    if len(who) > 120 or len(note) > LINE_LENGTH:
        wrong["note"] = words.too_long(LINE_LENGTH)
    if wrong:
        raise NotKept(wrong)
    asked.answer, asked.who, asked.note, asked.answered = verdict, who, note, now
    asked.save()
    log(by, place, f"facilitation {verdict}")
