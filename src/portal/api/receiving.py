"""Answers from another computer: heard by the same rules as on the pages, and stored in one commit before the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db import transaction

from poet import route
from poet.answers import Refusal, hear, together
from poet.instrument import Instrument
from poet.instrument.faces import Dressed
from portal.api import replaying, words
from portal.api.operations import Call
from portal.api.problems import Fault, Problem
from portal.api.shapes import Cell, Stored, Submission
from portal.api.words import Name
from portal.capture.finding import Place, find
from portal.capture.models import Channel
from portal.capture.taking_in import Arrived, Asking, Row, row_of
from portal.questionnaires.models import Version
from portal.rounds.choosing import begin
from portal.rounds.models import Link, Window, window

MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """One person's answers as they will be kept, where they were asked, and which were given but not asked."""

    place: Place
    dressed: Dressed
    answers: dict[str, str]
    left_out: list[str]


def one(call: Call) -> Stored:
    """Take in one person's answers."""
    return _stored(call, [call.sent], [""])


def several(call: Call) -> Stored:
    """Take in several people's answers: all, or none."""
    sent = call.sent.responses
    return _stored(call, sent, [f"/responses/{number}" for number in range(len(sent))])


def _stored(call: Call, sent: Sequence[Submission], places: Sequence[str]) -> Stored:
    now = call.now
    heard, faults = [], []
    for submission, at in zip(sent, places, strict=True):
        found = _heard(call, submission, at)
        if isinstance(found, Heard):
            heard.append(found)
        else:
            faults += found
    if faults:
        raise Problem(Name.REFUSED, errors=faults[:MOST_FAULTS])
    told = Stored(len(heard), sorted({item for one in heard for item in one.left_out}))
    if _shut(heard, now) and replaying.was_carried_out(call):
        return told  # the door has been shut since
    _check_open(heard, now)
    if not all(one.answers for one in heard):
        raise Problem(Name.NOTHING_SAID)
    _keep(call, heard)
    return told


def _shut(heard: Sequence[Heard], now: datetime) -> bool:
    return any(_is_shut(one.place, now) for one in heard)


def _is_shut(place: Place, now: datetime) -> bool:
    return place.closed or place.by_invitation or window(place.opens, place.closes, now) is not Window.OPEN


def _check_open(heard: Sequence[Heard], now: datetime) -> None:
    # Nobody can say of a computer that it had begun before the round closed: it gets no day of grace.
    for one in heard:
        lies = window(one.place.opens, one.place.closes, now)
        if lies is Window.NOT_YET:
            raise Problem(Name.NOT_YET)
        if lies is not Window.OPEN or one.place.closed:
            raise Problem(Name.CLOSED)
        # Nor can anybody say that whoever stands behind it brought an invitation, or that each answers once.
        if one.place.by_invitation:
            raise Problem(Name.BY_INVITATION)


def _keep(call: Call, heard: Sequence[Heard]) -> None:
    today = call.today
    rows = [_row(one, today) for one in heard]
    new = {one.place.version_id: one.place for one in heard if not one.place.begun}
    with transaction.atomic() if new else nullcontext():
        for place in new.values():
            _begin(place)
        replaying.is_first(call, today, rows)


def _begin(place: Place) -> None:
    """The first answers fix what the area asks. Raises Problem where that has changed since they were heard."""
    begin(place.round_id, place.area_code, place.version_id)
    again = find(place.token, "")
    if again is None or again[0].instrument.digest != place.instrument.digest:
        raise Problem(Name.BUSY, Retry_After="5")


def _row(heard: Heard, day: date) -> Row:
    place = heard.place
    where = Asking(place.round_id, place.area_code, place.version_id, place.faces)
    return row_of(where, Arrived(heard.answers, place.variant_id, day, heard.dressed.face), Channel.API)


def _heard(call: Call, submission: Submission, at: str) -> Heard | list[Fault]:
    place = asked(call.place["area"], call.place["round"], submission.form, submission.version, submission.variant)
    if isinstance(place, str):
        return [Fault(f"{at}/variant", place)]
    dressed = place.faces.get(submission.face)
    if dressed is None:
        return [Fault(f"{at}/face", words.no_face(submission.face, list(place.faces)))]
    cells: dict[str, str] = {}
    faults = list(_listen(dressed, submission.answers, f"{at}/answers", cells))
    if faults:
        return faults
    variant = dressed.instrument.variant(place.variant_id)
    kept = route.kept(dressed.instrument, variant, cells)
    return Heard(place, dressed, kept, [item for item, cell in cells.items() if cell and item not in kept])


def _listen(dressed: Dressed, answers: dict[str, Cell], at: str, cells: dict[str, str]) -> Iterator[Fault]:
    """Hear each answer into `cells`, and tell what cannot be taken in."""
    items, plain = dressed.instrument.by_id, _plain(dressed.instrument)
    for name, said in answers.items():
        codes = plain.get(name)
        if codes is None:
            yield Fault(f"{at}/{_escaped(name)}", words.no_question(name))
        elif said.__class__ is str and said in codes:
            cells[name] = codes[said]
        elif isinstance(heard := hear(items[name], _cell(said)), Refusal):
            yield Fault(f"{at}/{_escaped(name)}", heard.words)
        else:
            cells[name] = heard


@lru_cache(maxsize=256)
def _plain(instrument: Instrument) -> dict[str, dict[str, str]]:
    """By question, what is heard of each option's code alone: most answers are one, and need not be heard anew."""
    heard = {item.id: {option.code: hear(item, option.code) for option in item.options} for item in instrument.items}
    return {
        name: {code: cell for code, cell in cells.items() if isinstance(cell, str)} for name, cells in heard.items()
    }


def _cell(said: Cell) -> str:
    return said if isinstance(said, str) else together(said) if isinstance(said, list) else repr(said)


def _escaped(name: str) -> str:
    """As a JSON pointer writes it."""
    return name[:60].replace("~", "~0").replace("/", "~1")


def asked(area: str, asking: str, form: str, version: str, variant: str) -> Place | str:
    """Where an area asks this, by the open link that its people use: whatever closes that link closes the API too. A
    sentence where there is no such wording. Raises Problem where the area does not ask it.
    """
    links = _links(area, asking, form, version)
    if not links:
        _links.cache_clear()  # an area that does not ask this now may do so in a minute
        raise Problem(Name.UNKNOWN)
    token = links.get(variant) if variant else next(iter(links.values()))
    if token is None:
        return words.no_variant(variant, list(links))
    found = find(token, "")
    if found is None:
        _links.cache_clear()
        raise Problem(Name.UNKNOWN)
    return found[0]


@lru_cache(maxsize=4096)
def _links(area: str, asking: str, form: str, version: str) -> dict[str, str]:
    """The tokens of the area's open links by wording, in the questionnaire's order; a link's token never changes."""
    links = Link.objects.filter(area_id=area, round__slug=asking, version__form=form, version__version=version)
    tokens = dict(links.values_list("variant", "token"))
    if not tokens:
        return {}
    order = [variant.id for variant in Version.objects.get(form=form, version=version).instrument.variants]
    return {variant: tokens[variant] for variant in order if variant in tokens}


def forget() -> None:
    """Forget which links there are."""
    _links.cache_clear()
