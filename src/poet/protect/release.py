"""A release: all protected tables that are issued together over the same people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from poet.instrument import Instrument
from poet.protect.model import Protected
from poet.protect.policy import Policy


@dataclass(frozen=True, slots=True)
class Release:
    """Protected tables by partition: "area", "region", "nation", or an area crossed with a question ("area x gender").

    Each partition parts the same respondents into groups; what may be shown in one was decided with all others in sight.
    """

    instrument: Instrument
    policy: Policy
    partitions: Mapping[str, Protected]
