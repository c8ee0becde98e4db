"""Beginning a draft, writing commentary in it, making its figures anew: each a numbered step, none ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import Max

from poet.draw import json
from poet.report import Approved, Report
from poet.report.quotes import beside
from portal.councils.models import Area
from portal.editing import commentary as written
from portal.editing import words
from portal.editing.again import fresh, place_of
from portal.editing.generating import NotMade
from portal.editing.inserting import assembled, sections
from portal.editing.models import Draft, Making, Step
from portal.editing.moving import NotMoved, held, recorded, step
from portal.editing.parties import has
from portal.editing.quoting import standing_at
from portal.editing.states import MOVES, Move, State, after
from portal.people.models import Person
from portal.questionnaires.models import Version
from portal.rounds.models import Round


class NotWritten(Exception):
    """Commentary that is not taken in; the message says why and what to do."""


class Overtaken(Exception):
    """Somebody wrote in the same place meanwhile: `theirs` stands there now, since step `number`; nothing is lost."""

    def __init__(self, theirs: str, number: int, who: str) -> None:
        super().__init__(words.overtaken(who))
        self.theirs, self.number = theirs, number


@dataclass(frozen=True, slots=True)
class Written:
    """The commentary on a section, and the number of the step that it comes from."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a draft says in one revision: the generated report, people's commentary by section, and approved quotes, each
    with its section."""

    report: Report
    commentary: dict[str, Written]
    quotes: tuple[tuple[str, Approved], ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The commentary alone, in the order of the report's sections."""
        order = {section.id: place for place, section in enumerate(sections(self.report))}
        found = sorted(self.commentary.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
        return {name: one.text for name, one in found if one.text}

    @property
    def whole(self) -> Report:
        """All of it as one report."""
        return assembled(beside(self.report, self.quotes), self.texts)


def content(draft: Draft, revision: int | None = None) -> Content:
    """What a draft says now, or said in an earlier revision."""
    until = draft.revision if revision is None else revision
    making = draft.making
    if revision is not None:
        making = Step.objects.filter(draft=draft, number__lte=until).values_list("making", flat=True).first() or 1
    report = bytes(Making.objects.values_list("report", flat=True).get(draft=draft, number=making))
    wrote = Step.objects.filter(draft=draft, number__lte=until).exclude(section="").order_by()
    last = wrote.values("section").annotate(last=Max("number")).values("last")
    rows = Step.objects.filter(draft=draft, number__in=last).values_list("section", "text", "number")
    told = {section: Written(text, number) for section, text, number in rows}
    return Content(json.load(report), told, standing_at(draft, until))


def begin(
    asking: Round,
    version: Version,
    kind: str,
    area: Area | None,
    *,
    by: Person | None,
    at: datetime,
    report: Report | None = None,
    region: str = "",
) -> Draft:
    """A new draft of a kind in a place, or the one that is there already. `report` gives its generated part where another
    room has made it from a release of its own. Raises NotMade, NotMoved."""
    if by is not None and not has(by, MOVES[Move.CHANGE].who, area.pk if area else None):
        raise NotMoved(words.NOT_YOURS)
    place = place_of(area, region)
    there = Draft.objects.filter(round=asking, version=version, kind=kind, place=place).first()
    if there is not None:
        return there
    first = fresh(asking, version, kind, area, region) if report is None else report
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                round=asking, version=version, kind=kind, place=place, area=area, region=region, title=_title(first)
            )
            Making.objects.create(draft=draft, number=1, report=json.dump(first))
            step(draft, Step.What.MADE, State.DRAFT, by=by, at=at)
            recorded(draft, "made", by=by, at=at)
    except IntegrityError:
        return Draft.objects.get(round=asking, version=version, kind=kind, place=place)
    return draft


def _title(report: Report) -> str:
    return " · ".join(part for part in (report.title, report.subtitle) if part)[:240]


def write(draft: Draft, section: str, text: str, *, base: int, by: Person, at: datetime) -> Draft:
    """Write the commentary on a section; "" takes it away. `base` is the step that the writer began from (0: nothing stood
    there). Raises NotWritten, Overtaken, NotMoved."""
    plain = acceptable(text)
    with held(draft) as kept:
        there = changeable(kept, by)
        found = content(kept)
        if section not in found.commentary and section not in {one.id for one in sections(found.report)}:
            raise NotWritten(words.NO_SUCH_SECTION)
        now = found.commentary.get(section, Written("", 0))
        if now.text == plain:
            return kept
        if now.number != base:
            raise Overtaken(now.text, now.number, _who(kept, now.number))
        step(kept, Step.What.WROTE, there, by=by, at=at, section=section, text=plain)
        recorded(kept, "wrote commentary", by=by, at=at)
    return kept


def changeable(draft: Draft, by: Person) -> State:
    """Where a change leads a draft that is held. Raises NotMoved where it may not be changed."""
    if not has(by, MOVES[Move.CHANGE].who, draft.area_id):
        raise NotMoved(words.NOT_YOURS)
    there = after(State(draft.state), Move.CHANGE)
    if there is None:
        raise NotMoved(words.closed(State(draft.state)))
    return there


def _who(draft: Draft, number: int) -> str:
    found = Step.objects.filter(draft=draft, number=number).select_related("by").first()
    return str(found.by) if found and found.by else ""


def acceptable(text: str) -> str:
    """A commentary as it is kept. Raises NotWritten for what is too long and for pictures."""
    plain = written.clean(text)
    if len(plain) > written.LONGEST:
        raise NotWritten(words.too_long(len(plain), written.LONGEST))
    if "![" in plain or "data:image" in plain.casefold():
        raise NotWritten(words.NO_PICTURES)
    return plain


def remake(draft: Draft, *, by: Person, at: datetime, report: Report | None = None) -> bool:
    """Make the generated part anew from the figures that stand now; people's commentary stays. Whether anything changed.
    Raises NotMade, NotMoved."""
    now = fresh(draft.round, draft.version, draft.kind, draft.area, draft.region) if report is None else report
    with held(draft) as kept:
        there = changeable(kept, by)
        if _undated(content(kept).report) == _undated(now):
            return False
        kept.making += 1
        Making.objects.create(draft=kept, number=kept.making, report=json.dump(now))
        step(kept, Step.What.REMADE, there, by=by, at=at)
        recorded(kept, "made anew", by=by, at=at)
    return True


def _undated(report: Report) -> Report:
    """The report without the day and the version it was made with: neither changes what it says."""
    source = msgspec.structs.replace(report.source, software="")
    return msgspec.structs.replace(report, date="", source=source)


__all__ = [
    "Content", "NotMade", "NotWritten", "Overtaken", "Written", "acceptable", "begin", "changeable", "content", "remake", "write",
]  # fmt: skip
