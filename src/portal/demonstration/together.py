"""What made-up councils and the made-up national team do with reports: write, argue, sign, publish, refuse, take back.

Everything through the actions that the pages call; what is written says that it is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.councils.models import Area
from portal.demonstration import colleagues
from portal.editing import threads
from portal.editing.agreeing import agree
from portal.editing.edition import Edition, Move, move, signed_edition
from portal.editing.figures import Figures, by_section
from portal.editing.generating import NotMade
from portal.editing.models import Draft
from portal.editing.signing import sign, to_sign
from portal.editing.states import State
from portal.editing.writing import begin, content, write
from portal.people.models import Person
from portal.people.rules import Role
from portal.publishing import drawing
from portal.publishing.models import Publication
from portal.publishing.publish import NotPublished, publish
from portal.questionnaires.models import Version
from portal.rounds.consenting import sign as answer
from portal.rounds.consenting import standing
from portal.rounds.models import Round
from portal.rounds.statements import Use

COUNCIL_SAYS = (
    "Made up for the demonstration: we thank every family who answered, and we will meet you to talk about it."
)
NATION_SAYS = (
    "Made up for the demonstration: both sides that sign this report have read these figures together. "
    "A figure that we talked about for long: {{%s}}."
)
REMARK = "Made-up remark: can we say in plain words what we will do about this?"
REPLY = "Made-up remark: yes, at the event. I have suggested a sentence."
SUGGESTED = "Made up for the demonstration: we read this with families, and we will say what we do about it."

# How many reports of last year are signed and, where their councils let them be, published.
REPORTS = 5

Done = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Sides:
    """Who writes and signs a report for its two parties."""

    council: Person
    nation: Person


def publish_last_year(asking: Round, areas: Sequence[Area], *, now: datetime, done: Done) -> None:
    """Of the first three councils' reports one is public, one is signed and waits for its council's consent, one was public
    and was taken back; the country's and a region's are public too."""
    first, wary, gone, *_ = areas
    national = Sides(colleagues.person(Role.PUBLISHER), colleagues.person(Role.COORDINATOR))
    reports = [(_draft(asking, area=area), _sides(area)) for area in (first, wary, gone)]
    reports += [(_draft(asking), national), (_draft(asking, region=first.region), national)]
    for draft, sides in reports:
        if draft is not None:
            _signed(draft, sides, now)
            _published(draft, now)
        done(1)
    consents = standing(asking, gone.pk) | {Use.OWN_REPORT_IN_PUBLIC.value: False}
    answer(asking, gone, consents, by=colleagues.manager_of(gone), now=now)


def _sides(area: Area) -> Sides:
    return Sides(colleagues.manager_of(area), colleagues.person(Role.COORDINATOR))


def _draft(asking: Round, *, area: Area | None = None, region: str = "") -> Draft | None:
    """What the run made of it, if it made one."""
    return Draft.objects.filter(round=asking, area=area, region=region).first()


def _signed(draft: Draft, sides: Sides, now: datetime) -> None:
    """Written on by both, agreed on, and signed by both."""
    _written(draft, sides, now)
    agree(draft, by=sides.council, at=now)
    for person in (sides.council, sides.nation):
        sign(draft, digest=to_sign(Draft.objects.get(pk=draft.pk)).digest, by=person, at=now)


def _written(draft: Draft, sides: Sides, now: datetime) -> None:
    """Commentary by the one beneath the first section, by the other beneath the first in which a share stands."""
    report = content(draft).report
    opening = (*report.summary, *report.sections)[0]
    write(draft, opening.id, COUNCIL_SAYS, base=0, by=sides.council, at=now)
    figures = next((one for one in by_section(report) if one.section != opening.id and _share(one)), None)
    if figures is not None:
        write(draft, figures.section, NATION_SAYS % _share(figures), base=0, by=sides.nation, at=now)


def _share(figures: Figures) -> str:
    """The first claim of a section that is a share of people; "" where there is none."""
    return next((one.id for one in figures.claims if one.unit == "proportion"), "")


def _published(draft: Draft, now: datetime) -> Publication | None:
    """Published with all its files, if every council that can be known in it has agreed."""
    edition = signed_edition(draft.pk)
    assert isinstance(edition, Edition), edition
    by = colleagues.person(Role.PUBLISHER)
    try:
        one = publish(edition, by=by, at=now)
    except NotPublished:
        return None
    move(draft, Move.PUBLISH, by=by, at=now)
    drawing.draw(one.pk)
    return one


def argue(asking: Round, area: Area, version: Version, *, now: datetime) -> bool:
    """A report of the round that is still open, in the middle of being written: taken to local engagement, with commentary,
    a thread and a suggestion that nobody has taken yet; False where too few have answered for one."""
    sides = _sides(area)
    try:
        draft = begin(asking, version, "local", area, by=sides.council, at=now)
    except NotMade:
        return False
    if draft.state != State.DRAFT:
        return True
    _written(draft, sides, now)
    move(draft, Move.ENGAGE, by=sides.council, at=now)
    report = content(draft).report
    section = (*report.summary, *report.sections)[0].id
    thread = threads.begin(draft, section, REMARK, by=sides.nation, at=now)
    threads.reply(thread, REPLY, by=sides.council, at=now)
    threads.begin(draft, section, "", by=sides.council, at=now, suggested=SUGGESTED)
    return True
