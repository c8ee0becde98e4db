"""From the frame to raw counts. What leaves this room goes to `protect` and nowhere else."""

from poet.count.crossing import NO_ANSWER, NOT, Crossed, crossed, crossing_name, uncrossed
from poet.count.engine import count, count_packed
from poet.count.joint import Cells, cells
from poet.count.keyed import KeySums, key_sums
from poet.count.merging import merged, only
from poet.count.model import Counts, NumberValues, OptionCounts, TextCounts
from poet.count.packing import Packed, packed

__all__ = [
    "NOT",
    "NO_ANSWER",
    "Cells",
    "Counts",
    "Crossed",
    "KeySums",
    "NumberValues",
    "OptionCounts",
    "Packed",
    "TextCounts",
    "cells",
    "count",
    "count_packed",
    "crossed",
    "crossing_name",
    "key_sums",
    "merged",
    "only",
    "packed",
    "uncrossed",
]
