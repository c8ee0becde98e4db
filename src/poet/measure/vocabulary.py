"""The measures of a judged item by the word a plan calls each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from poet.measure.mean import MEAN
from poet.measure.net import NET
from poet.measure.share import FAVOURABLE, UNFAVOURABLE
from poet.measure.statistic import Statistic

MEASURES: Mapping[str, Statistic] = MappingProxyType(
    {"favourable": FAVOURABLE, "unfavourable": UNFAVOURABLE, "net": NET, "mean": MEAN}
)
