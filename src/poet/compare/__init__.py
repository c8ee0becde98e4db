"""One area beside its comparators, its own past, its groups and its voices: from protected counts, with intervals."""

from poet.compare.across import AcrossAreas, across_areas, across_areas_each
from poet.compare.average import beside_average
from poet.compare.change import Change, Verdict, change, changes, verdict
from poet.compare.chosen import beside_chosen
from poet.compare.comparators import AllAnswers, AverageArea, Comparator, LastRound, NamedGroup, Rest
from poet.compare.difference import Difference, Pair, difference, differences
from poet.compare.equality import equality_p
from poet.compare.funnel import Funnel, funnel, predictive_funnel
from poet.compare.lines import Asked, Point, Run, TrendLine, trend_line
from poet.compare.mantel_haenszel import MantelHaenszel, OddsRatio, mantel_haenszel
from poet.compare.miettinen_nurminen import miettinen_nurminen
from poet.compare.multiplicity import benjamini_hochberg, holm
from poet.compare.newcombe import newcombe, newcombe_limits
from poet.compare.outcomes import NotTested
from poet.compare.part_whole import beside_whole, of_whole
from poet.compare.periods import Period, overlap
from poet.compare.read_together import told_together
from poet.compare.rest import Beside, beside_rest
from poet.compare.subgroups import GroupDifference, groups_apart
from poet.compare.superiority import Superiority, superiority
from poet.compare.trend import TrendTest, trend, trend_over
from poet.compare.triangulation import Agreement, Between, Triangulation, triangulated

__all__ = [
    "AcrossAreas",
    "Agreement",
    "AllAnswers",
    "Asked",
    "AverageArea",
    "Beside",
    "Between",
    "Change",
    "Comparator",
    "Difference",
    "Funnel",
    "GroupDifference",
    "LastRound",
    "MantelHaenszel",
    "NamedGroup",
    "NotTested",
    "OddsRatio",
    "Pair",
    "Period",
    "Point",
    "Rest",
    "Run",
    "Superiority",
    "TrendLine",
    "TrendTest",
    "Triangulation",
    "Verdict",
    "across_areas",
    "across_areas_each",
    "benjamini_hochberg",
    "beside_average",
    "beside_chosen",
    "beside_rest",
    "beside_whole",
    "change",
    "changes",
    "difference",
    "differences",
    "equality_p",
    "funnel",
    "groups_apart",
    "holm",
    "mantel_haenszel",
    "miettinen_nurminen",
    "newcombe",
    "newcombe_limits",
    "of_whole",
    "overlap",
    "predictive_funnel",
    "superiority",
    "told_together",
    "trend",
    "trend_line",
    "trend_over",
    "triangulated",
    "verdict",
]
