"""How a figure is written in a line of findings: shares as percentages, differences in points."""

from __future__ import annotations

from poet.measure import Interval


def percent(share: float) -> str:
    """A share (0-1) as a percentage with one decimal."""
    return f"{share:.1%}"


def points(value: float, interval: Interval) -> str:
    """A difference of shares with its limits, in percentage points."""
    return f"{sign(value)} ({sign(interval.low)} to {sign(interval.high)}) points"


def sign(share: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return f"{share * 100:+.1f}"


def p_value(p: float) -> str:
    """A p-value with three decimals, never nought."""
    return f"{p:.3f}" if p >= 0.001 else "<0.001"
