"""What of a round leaves in another way than by protected counts, with noise or record by record, stands in the ledger too: for
whom, under which policy, by which method and of what. No proof reaches it, and the ledger says so by its name."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction

from poet.count import count, key_sums
from poet.frame import frame
from poet.protect import Audience, Policy, Population
from poet.protect.drafting import OTHERWISE, given_otherwise
from poet.protect.ledger import Entry, Overtaken, read_line
from poet.protect.open_data import BITS, Perturbed, perturb, record_keys
from poet.protect.policy import sees
from portal.councils import scope
from portal.questionnaires.models import Version
from portal.reporting.extract import AREA_COLUMN, extract
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import LedgerLine
from portal.rounds.models import Round

_TRIES = 3
_IDS = "response."  # ends in a point, which no item id holds
# How the ledger begins to name what was given with noise, and record by record.
NOISE, RECORDS = "open data with noise", "records"


def given(asking: Round, version: Version, policy: Policy, what: str, now: datetime) -> None:
    """Append that it was given: call it in the transaction that keeps or gives it. Nothing is appended a second time. Raises
    Overtaken where others append without end."""
    if any(what in entry.draft.outside for entry in entries(asking, policy.audience, version)):
        return
    core = version.instrument
    draft = given_otherwise(
        policy, Population(_name(asking), core.name, core.digest), now.isoformat(timespec="seconds"), what
    )
    ledger = DatabaseLedger()
    for tried in range(_TRIES):
        try:
            with transaction.atomic():
                ledger.append(draft, ledger.head())
            return
        except Overtaken:
            if tried == _TRIES - 1:
                raise


def entries(asking: Round, audience: Audience, version: Version | None = None) -> Iterator[Entry]:
    """What of a round was given to an audience otherwise, or to whom it reads along with, oldest first."""
    seen, own = {one.value for one in sees(audience)}, _name(asking) + OTHERWISE
    for line in LedgerLine.objects.order_by("number").values_list("line", flat=True).iterator(chunk_size=4):
        entry = read_line(bytes(line)).entry
        of = entry.draft.population
        is_of = version is None or of.instrument == version.instrument.name
        if of.round == own and entry.draft.audience in seen and is_of:
            yield entry


def is_noise(entry: Entry) -> bool:
    """Whether it was given with noise, and not record by record."""
    return any(what.startswith(NOISE) for what in entry.draft.outside)


@scope.everywhere("a round's answers are counted with noise")
def with_noise(asking: Round, version: Version, policy: Policy) -> Perturbed:
    """Every count of every answer of everybody and of each area, with noise that is the same wherever the same people are
    counted; its secret comes of the installation's."""
    sheet, core = extract(asking, version, ids=_IDS), version.instrument
    ours = {item.id for item in core.items} | {AREA_COLUMN, _IDS}
    others = [one for one in sheet.columns if one not in ours]
    framed = frame(core, sheet, area_column=AREA_COLUMN, id_column=_IDS, ignored=others)
    ids = sheet.columns[_IDS]
    keys = record_keys([ids.cells[ids.at[row]] for row in framed.rows], _secret())
    return perturb(count(framed.frame), key_sums(framed.frame, keys, BITS), policy=policy)


def _secret() -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"open data by cell keys", hashlib.sha256)


def _name(asking: Round) -> str:
    return f"{asking.slug}/{asking.pk}"
