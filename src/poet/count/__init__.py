"""From the frame to raw counts. What leaves this room goes to `protect` and nowhere else."""

from poet.count.engine import count, count_packed
from poet.count.keyed import KeySums, key_sums
from poet.count.model import Counts, NumberValues, OptionCounts, TextCounts
from poet.count.packing import Packed, packed

__all__ = [
    "Counts",
    "KeySums",
    "NumberValues",
    "OptionCounts",
    "Packed",
    "TextCounts",
    "count",
    "count_packed",
    "key_sums",
    "packed",
]
