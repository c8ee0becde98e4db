"""From protected counts to estimates: one file a statistic, one shape for every result."""

from poet.measure.estimate import CONFIDENCE, Estimate, Interval, NotEstimable
from poet.measure.share import favourable, share, unfavourable
from poet.measure.wilson import wilson

__all__ = ["CONFIDENCE", "Estimate", "Interval", "NotEstimable", "favourable", "share", "unfavourable", "wilson"]
