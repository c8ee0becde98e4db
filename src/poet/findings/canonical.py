"""Findings as JSON: the same value, the same bytes."""

from __future__ import annotations

import msgspec

from poet.findings.model import Findings


def dump(findings: Findings) -> bytes:
    """UTF-8 JSON, a line a result's field, ending in a line feed. Fields stand in the order of their types, results in
    the plan's, and numbers as the shortest decimal that means the same double."""
    return msgspec.json.format(msgspec.json.encode(findings), indent=1) + b"\n"
