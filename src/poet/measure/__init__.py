"""From protected counts to estimates: one file a statistic, one shape for every result."""

from poet.measure.estimate import CONFIDENCE, Estimate, Interval
from poet.measure.share import favourable, share, unfavourable
from poet.measure.wilson import wilson

__all__ = ["CONFIDENCE", "Estimate", "Interval", "favourable", "share", "unfavourable", "wilson"]
