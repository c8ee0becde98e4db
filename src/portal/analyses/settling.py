"""A round's analysis plan is settled before the round opens, and fixed from its first moment."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from poet.findings import Plan, parse
from poet.instrument.load import BYTE_ORDER_MARK
from portal.analyses import words
from portal.analyses.models import AnalysisPlan
from portal.audit import recording
from portal.audit.recording import Kind, record
from portal.people.models import Person
from portal.questionnaires.models import Version, parsed
from portal.rounds.models import Round, Window
from portal.rounds.overlapping import one_at_a_time

_TITLE = 200


class NotSettled(Exception):
    """A plan that cannot be settled now; the message says why and what to do."""


def settle(
    asking: Round,
    version: Version,
    text: str,
    name: str,
    *,
    seen: str,
    by: Person | None,
    clock: Callable[[], datetime] = timezone.now,
) -> AnalysisPlan:
    """Settle a plan for a questionnaire of a round; `name` is what faults call its file, `seen` the digest of the plan that
    held when it was decided, "" where there was none. The same plan again changes nothing.

    Raises poet.instrument.Refused with every fault of the plan, NotSettled once the round is open, and where somebody
    else has settled another plan meanwhile.
    """
    text = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n")
    plan = parse(text, name, version.instrument)
    with transaction.atomic():
        # Whoever opens a round takes the same turn, so the clock is read when it can no longer open in between.
        one_at_a_time()
        asking.refresh_from_db()
        at = clock()
        held = holding(asking, version)
        if held is not None and held.digest == plan.digest:
            return held
        _check(asking, version, held, seen, at)
        made = AnalysisPlan.objects.create(
            round=asking,
            version=version,
            number=held.number + 1 if held else 1,
            title=plan.title[:_TITLE],
            text=text,
            digest=plan.digest,
            at=at,
            by=by,
        )
        record(
            Kind.ROUND_CHANGED,
            actor=recording.person(by.pk) if by else recording.OPERATOR,
            thing=f"{asking.slug}/{version.form}",
            detail={"change": f"analysis plan settled: sha256 {plan.digest}"},
        )
    return made


def _check(asking: Round, version: Version, held: AnalysisPlan | None, seen: str, at: datetime) -> None:
    if asking.window(at) is not Window.NOT_YET:
        raise NotSettled(words.too_late(asking.opens, is_settled=held is not None))
    if not asking.versions.filter(pk=version.pk).exists():
        raise NotSettled(words.NOT_ASKED)
    if seen != (held.digest if held else ""):
        raise NotSettled(words.OVERTAKEN)


def holding(asking: Round, version: Version) -> AnalysisPlan | None:
    """The plan that holds for a questionnaire of a round; None where none was settled."""
    return AnalysisPlan.objects.filter(round=asking, version=version).first()


@lru_cache(maxsize=32)
def fitted(text: str, version_digest: str) -> Plan:
    """A settled plan fitted to its questionnaire. Raises Refused where this software no longer reads what an earlier one
    did."""
    return parse(text, words.FILE, parsed(version_digest))


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, str]:
    """The titles of the plans that come with the portal, by name."""
    files = sorted(settings.PLANS.glob("*.toml"))
    return MappingProxyType({file.stem: str(tomllib.loads(file.read_text("utf-8"))["title"]) for file in files})


def shipped_text(name: str) -> str:
    """A plan that comes with the portal, by its name. Raises KeyError."""
    if name not in shipped():
        raise KeyError(name)
    return str((settings.PLANS / f"{name}.toml").read_text("utf-8"))
