"""From protected counts to estimates: one file a statistic, one shape for every result."""

from poet.measure.caveats import STANDARD_CAUTION, Caution, Caveat, CaveatKind, caveats
from poet.measure.estimate import CONFIDENCE, Estimate, Interval, NotEstimable, Outcome
from poet.measure.mean import mean_score, ordinal_mean
from poet.measure.net import net, net_adjusted, net_score
from poet.measure.numbers import Numbers, numbers
from poet.measure.quantiles import chi_squared_p, student, student_p, two_sided
from poet.measure.share import favourable, options, options_of_each, share, unfavourable
from poet.measure.statistic import Statistic
from poet.measure.vocabulary import MEASURES
from poet.measure.weighted import Weighted, kish, weighted_mean, weighted_share
from poet.measure.wilson import Limits, wilson, wilson_limits

__all__ = [
    "CONFIDENCE",
    "MEASURES",
    "STANDARD_CAUTION",
    "Caution",
    "Caveat",
    "CaveatKind",
    "Estimate",
    "Interval",
    "Limits",
    "NotEstimable",
    "Numbers",
    "Outcome",
    "Statistic",
    "Weighted",
    "caveats",
    "chi_squared_p",
    "favourable",
    "kish",
    "mean_score",
    "net",
    "net_adjusted",
    "net_score",
    "numbers",
    "options",
    "options_of_each",
    "ordinal_mean",
    "share",
    "student",
    "student_p",
    "two_sided",
    "unfavourable",
    "weighted_mean",
    "weighted_share",
    "wilson",
    "wilson_limits",
]
