"""What is done with a bundle: opened, typed, typed again, settled, balanced and closed. Each is one transaction and logged."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.audit.recording import Kind, person, record
from portal.capture.models import Channel
from portal.capture.taking_in import Arrived, Asking, asking, said_by, take_in
from portal.councils.models import Area
from portal.keying import words
from portal.keying.models import Bundle, Paper, Sheet
from portal.keying.typing import MARKS
from portal.people.models import Person
from portal.people.part import part
from portal.people.rules import Action, may
from portal.questionnaires.models import Version
from portal.rounds.models import Round
from portal.rounds.taking_part import is_in

MOST_SHEETS = 5_000
_CHANCE = random.SystemRandom()


class NotDone(Exception):
    """Something that cannot be done with a bundle; the message says why and what to do, `at` names the field."""

    def __init__(self, message: str, at: str = "") -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on a bundle's cover."""

    label: str
    counted: str
    variant: str
    face: str


def paper_of(of: Round) -> Paper:
    """How paper is dealt with in a round; as usual where nobody has said."""
    return Paper.objects.filter(round=of).first() or Paper(round=of)


def may_type(somebody: object, of: Round, area: str) -> bool:
    """Whether somebody may type this round's paper in an area: of a sealed one those of the national body alone."""
    return may(somebody, Action.ENTER_RETURNS, None if paper_of(of).sealed else area)


@transaction.atomic
def open_bundle(of: Round, area: Area, version: Version, cover: Cover, *, by: Person, now: datetime) -> Bundle:
    """A new bundle. Raises NotDone."""
    check_time(of, now)
    _check_place(of, area.pk)
    there = asking(of, area.pk, version)
    label = cover.label.strip()
    if not label:
        raise NotDone(words.LABEL, "label")
    if len(label) > 80:
        raise NotDone(words.LABEL_LONG, "label")
    if cover.face not in there.faces or cover.variant not in {one.id for one in version.instrument.variants}:
        raise NotDone(words.FACE, "face")
    opened = Bundle.objects.create(
        round=of,
        area=area,
        version=version,
        variant=cover.variant,
        face=cover.face,
        label=label,
        counted=_count(cover.counted),
        opened=timezone.localdate(now),
        opened_by=by,
        collector_id=part(by, Action.ENTER_RETURNS).acts_for(area.pk),
    )
    _logged(opened, by, "opened")
    return opened


def check_time(of: Round, now: datetime) -> None:
    """Paper takes days by post: it is taken for a while after the round has closed. Raises NotDone."""
    if now < of.opens:
        raise NotDone(words.NOT_YET)
    if now > of.closes + timedelta(days=paper_of(of).days):
        raise NotDone(words.TOO_LATE)


def _check_place(of: Round, area: str) -> None:
    """An area that has left asks no longer, so nothing more is taken in for it. Raises NotDone."""
    if not is_in(of, area):
        raise NotDone(words.LEFT)


def _count(said: str) -> int:
    plain = said.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 6 and 0 < int(plain) <= MOST_SHEETS):
        raise NotDone(words.COUNT, "counted")
    return int(plain)


@transaction.atomic
def correct_count(bundle: Bundle, said: str, *, by: Person) -> None:
    """Somebody counted again. Raises NotDone."""
    locked = _open(bundle)
    locked.counted = _count(said)
    locked.save(update_fields=["counted"])
    _logged(locked, by, "count corrected")


@transaction.atomic
def keep_sheet(bundle: Bundle, cells: Mapping[str, str], *, slip: str, by: Person) -> Sheet | None:
    """Keep a sheet under the next number; None where the form with this slip was kept already. Raises NotDone."""
    locked = _asked(bundle)
    if locked.sheets.filter(slip=slip).exists():
        return None
    last = locked.sheets.order_by("-number").values_list("number", flat=True).first() or 0
    if locked.sheets.count() >= locked.counted:
        raise NotDone(words.FULL)
    return Sheet.objects.create(bundle=locked, number=last + 1, slip=slip, first=dict(cells), first_by=by)


@transaction.atomic
def mend_sheet(sheet: Sheet, cells: Mapping[str, str], *, by: Person) -> None:
    """Type a sheet anew; a second reading of it stands, and is compared with this one. Raises NotDone."""
    _as_it_is(sheet)
    sheet.first, sheet.first_by, sheet.settled, sheet.settled_by = dict(cells), by, None, None
    if sheet.second_by_id == by.pk:
        sheet.second, sheet.second_by = None, None
    sheet.save()


@transaction.atomic
def remove_sheet(sheet: Sheet) -> None:
    """A sheet that was typed twice goes. Raises NotDone."""
    _open(sheet.bundle)
    sheet.delete()


@transaction.atomic
def keep_second(sheet: Sheet, cells: Mapping[str, str], *, by: Person) -> None:
    """Keep what another person read on a sheet. Raises NotDone."""
    _as_it_is(sheet)
    if sheet.first_by_id == by.pk:
        raise NotDone(words.NOT_YOURS)
    if sheet.second is not None and sheet.second_by_id != by.pk:
        raise NotDone(words.READ_BY_ANOTHER)
    sheet.second, sheet.second_by, sheet.settled, sheet.settled_by = dict(cells), by, None, None
    sheet.save()


@transaction.atomic
def settle(sheet: Sheet, chosen: Mapping[str, str], *, by: Person) -> None:
    """Decide what stands on a sheet that two people read differently. Raises NotDone."""
    before = (sheet.first, sheet.second)
    locked = _as_it_is(sheet)
    if (sheet.first, sheet.second) != before:
        raise NotDone(words.READINGS_OVERTAKEN)
    same = {item: cell for item, cell in sheet.first.items() if (sheet.second or {}).get(item, "") == cell}
    sheet.settled = same | {item: cell for item, cell in chosen.items() if cell}
    sheet.settled_by = by
    sheet.save(update_fields=["settled", "settled_by"])
    _logged(locked, by, f"sheet {sheet.number} settled")


def waiting(bundle: Bundle, sheets: list[Sheet]) -> list[str]:
    """What must be done before a bundle can be closed, in words; nothing where it balances."""
    told = []
    if len(sheets) != bundle.counted:
        told.append(words.not_balanced(bundle.counted, len(sheets)))
    once = sum(sheet.second is None for sheet in sheets)
    if once and paper_of(bundle.round).twice:
        told.append(words.not_twice(once))
    if differing := sum(sheet.differs for sheet in sheets):
        told.append(words.not_settled(differing))
    return told


@transaction.atomic
def close(bundle: Bundle, *, by: Person, now: datetime) -> Bundle:
    """Store everything of a bundle as responses, and forget what was typed. Raises NotDone; nothing is stored then."""
    locked = _open(bundle)
    check_time(locked.round, now)
    _check_place(locked.round, locked.area_id)
    sheets = list(locked.sheets.all())
    if told := waiting(locked, sheets):
        raise NotDone(" ".join(told))
    locked.stored = _stored(locked, sheets, now)
    locked.blank = len(sheets) - locked.stored
    locked.closed = timezone.localdate(now)
    locked.save(update_fields=["stored", "blank", "closed"])
    locked.sheets.all().delete()
    _logged(locked, by, "closed")
    return locked


def _stored(bundle: Bundle, sheets: list[Sheet], now: datetime) -> int:
    there = asking(bundle.round, bundle.area_id, bundle.version)
    month = timezone.localdate(min(now, bundle.round.closes))
    arrived = [Arrived(_answers(there, bundle, sheet), bundle.variant, month, bundle.face) for sheet in sheets]
    _CHANCE.shuffle(arrived)  # the order of the pile is nobody's business
    return sum(len(stretch) for stretch in take_in(there, arrived, channel=Channel.PAPER))


def _answers(there: Asking, bundle: Bundle, sheet: Sheet) -> dict[str, str]:
    """A mark that cannot be taken is no answer."""
    read = {item: cell for item, cell in sheet.said.items() if cell not in MARKS}
    return said_by(there.dressed(bundle.face), bundle.variant, read)


def _open(bundle: Bundle) -> Bundle:
    """The bundle, locked: who else wants to change it waits. Raises NotDone where it is closed."""
    locked = Bundle.objects.select_for_update(of=("self",)).select_related("round", "version").get(pk=bundle.pk)
    if locked.closed is not None:
        raise NotDone(words.TAKEN)
    return locked


def _asked(bundle: Bundle) -> Bundle:
    """The open bundle of an area that still asks, locked. Raises NotDone."""
    locked = _open(bundle)
    _check_place(locked.round, locked.area_id)
    return locked


def _as_it_is(sheet: Sheet) -> Bundle:
    """The sheet as it stands behind the lock of its bundle: nobody's reading is written over by what was read before it.
    Gives the bundle. Raises NotDone."""
    locked = _asked(sheet.bundle)
    try:
        sheet.refresh_from_db()
    except Sheet.DoesNotExist as gone:
        raise NotDone(words.SHEET_GONE) from gone
    return locked


def _logged(bundle: Bundle, by: Person, change: str) -> None:
    record(
        Kind.PAPER_TYPED,
        actor=person(by.pk),
        thing=f"bundle:{bundle.pk}",
        area=bundle.area_id,
        detail={"change": change},
    )


@transaction.atomic
def set_paper(of: Round, *, sealed: bool, twice: bool, days: str, by: Person) -> Paper:
    """Say how paper is dealt with in a round. Raises NotDone."""
    plain = days.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 4 and int(plain) <= 365):
        raise NotDone(words.DAYS, "days")
    Paper.objects.update_or_create(round=of, defaults={"sealed": sealed, "twice": twice, "days": int(plain)})
    sort = f"paper: {'sealed' if sealed else 'by councils'}, {'twice' if twice else 'once'}, {plain} days"
    record(Kind.ROUND_CHANGED, actor=person(by.pk), thing=of.slug, detail={"change": sort})
    return paper_of(of)
