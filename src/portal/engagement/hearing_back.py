"""What was said at an event: taken in without names, read by somebody before it is shown, never counted in small numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from poet.instrument import worded
from poet.protect import Shown
from poet.protect.tally import tally
from portal.engagement import words
from portal.engagement.meeting import HEARD_FOR
from portal.engagement.models import Event, Remark, Standing
from portal.engagement.places import Place, log
from portal.engagement.planning import NotKept
from portal.engagement.telling import may_name_somebody, reaches_somebody
from portal.people.models import Person
from portal.questionnaires.models import Version

LONGEST = 1000
# So many may wait to be read at one event; then the form asks people to come back later.
MOST_WAITING = 300


def subjects(version: Version) -> dict[str, str]:
    """What a remark may be about: the judged questions by id, in their short names."""
    asked = version.instrument
    variant = asked.variant(None)
    return {item.id: worded(item.label, variant) for item in asked.items if item.judged}


def is_open(event: Event, now: datetime) -> bool:
    """Whether who was there can say something now."""
    return event.public and event.starts - timedelta(hours=1) <= now <= event.ends + HEARD_FOR


@transaction.atomic
def take(event: Event, version: Version, said: Mapping[str, str], *, council: bool) -> Remark:
    """Keep a remark. The council's own is shown at once, everybody else's waits to be read. Raises NotKept."""
    text, about = " ".join(said.get("text", "").split()), said.get("about", "")
    known = subjects(version)
    if wrong := _wrong(text, about, known, sure=council or bool(said.get("sure"))):
        raise NotKept(wrong)
    if not council and Remark.objects.filter(event=event, standing=Standing.WAITING).count() >= MOST_WAITING:
        raise NotKept({"text": words.TOO_MANY})
    return Remark.objects.create(
        event=event,
        claim=about,
        label=known.get(about, ""),
        text=text,
        council=council,
        warned=may_name_somebody(text),
        standing=Standing.SHOWN if council and not may_name_somebody(text) else Standing.WAITING,
        day=timezone.localdate(),
    )


def _wrong(text: str, about: str, known: Mapping[str, str], *, sure: bool) -> dict[str, str]:
    wrong = {}
    if not text:
        wrong["text"] = words.SAY_SOMETHING
    elif len(text) > LONGEST:
        wrong["text"] = words.too_long(LONGEST)
    elif reach := reaches_somebody(text):
        wrong["text"] = words.points_at(reach)
    if about and about not in known:
        wrong["about"] = words.SAY_ABOUT
    if not sure:
        wrong["sure"] = words.TICK
    return wrong


@transaction.atomic
def moderate(place: Place, remark: Remark, does: str, *, by: Person) -> None:
    """Show a remark, hide it, or remove it for good."""
    if does == "remove":
        remark.delete()
    elif does in {"show", "hide"}:
        remark.standing = Standing.SHOWN if does == "show" else Standing.HIDDEN
        remark.save(update_fields=["standing"])
    else:
        return
    log(by, place, f"remark: {does}")


def shown(event: Event, most: int = 200) -> list[tuple[str, list[str]]]:
    """What was said, by what it is about; only what somebody has read and let through."""
    return grouped(Remark.objects.filter(event=event, standing=Standing.SHOWN)[:most])


def grouped(remarks: Iterable[Remark]) -> list[tuple[str, list[str]]]:
    """Remarks by what they are about, in order of its name; what is about nothing in particular stands last."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in remarks:
        found[one.label].append(one.text)
    return [
        (label or words.ABOUT_NOTHING, found[label]) for label in sorted(found, key=lambda label: (not label, label))
    ]


def how_many(remarks: int) -> str:
    """How many remarks there are: in tens, and nothing under the smallest number that is ever told."""
    told = tally(remarks)
    return words.remarks(told.value if isinstance(told, Shown) else 0)


def choices(version: Version) -> Sequence[tuple[str, str]]:
    """The subjects as a form offers them."""
    return tuple(subjects(version).items())
