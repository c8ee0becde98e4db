"""A request that comes twice is carried out once: a council's system may repeat what it heard no answer to."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import IntegrityError

from portal.api import one_commit
from portal.api.models import Replay
from portal.api.one_commit import Request
from portal.api.operations import Call
from portal.api.problems import Problem
from portal.api.words import Name
from portal.capture.taking_in import Row
from portal.councils import remembering


def digest(call: Call) -> str:
    """The request's key as it is kept: keyed with the installation's secret, so that a stolen table tells nothing."""
    return _keyed(f"key {call.caller.token} {call.key}".encode())


def is_first(call: Call, today: date, responses: Sequence[Row] = ()) -> bool:
    """Note the request, all at once with the responses it brings; False, and nothing is done, where the same was carried
    out before. Raises Problem where its key was used for something else.
    """
    try:
        # Of two at once the second waits here until the first has ended, and then meets its row.
        one_commit.write(Request((digest(call), _body(call), today), responses, remembering.proofs()))
    except IntegrityError:
        if not was_carried_out(call):
            raise
        return False
    remembering.proved()
    return True


def was_carried_out(call: Call) -> bool:
    """Whether the same request was carried out before. Raises Problem where its key was used for something else."""
    kept = Replay.objects.filter(digest=digest(call)).values_list("body", flat=True).first()
    if kept is None:
        return False
    if not hmac.compare_digest(kept, _body(call)):
        raise Problem(Name.KEY_USED)
    return True


def _body(call: Call) -> str:
    return _keyed(call.request.path.encode() + b"\n" + call.body)


def _keyed(said: bytes) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), b"replay " + hashlib.sha256(said).digest(), "sha256").hex()
