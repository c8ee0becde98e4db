"""Charts of results by background: odd and long names of groups, right to left, one group only, and nothing that may be shown."""

from __future__ import annotations

from poet.report.model import Dot, Dots, Words

WHY = "Not shown: it would tell too much about a few people. More answers unlock it."
FEW = "Not shown: too few answers, here or beside it. It takes 10. More answers unlock it."


def group(label: str, base: int, share: float, low: float, high: float, rest: float) -> Dot:
    return Dot(label, f"n = {base:,}", share, low, high, rest, f"{share:.0%}, the rest {rest:.0%}")


def chart(name: str, caption: str, *dots: Dot) -> Dots:
    alt = f"{caption} Every figure is in the table behind this chart."
    return Dots(name, 0, Words(caption), alt, dots, here="The group", there="The rest", table=f"{name}-table")


BY_SETTING = chart(
    "by-setting",
    "Clear information, by kind of setting: favourable answers are clearly higher for “mainstream primary school” (89%, the rest 53%).",
    group("Nursery, playgroup or childminder", 1_173, 0.56, 0.49, 0.63, 0.63),
    group("Mainstream primary school", 97, 0.89, 0.81, 0.94, 0.53),
    group("Mainstream secondary school; College, sixth form or training", 50, 0.46, 0.33, 0.6, 0.62),
    Dot("Special school", "n = 31", withheld=WHY),
    group("مدرسة خاصة للأطفال ذوي الإعاقة", 32, 0.66, 0.48, 0.8, 0.6),
    Dot("At home; Somewhere else", "n not shown", withheld=FEW),
)
ONE_GROUP = chart(
    "by-one-group",
    "Life balance, by age of the child: no group differs clearly from the rest; the differences are within what chance alone brings.",
    group("Under 16", 134, 0.26, 0.19, 0.34, 0.29),
)
NOTHING = chart(
    "by-nothing",
    "Quality of life, by kind of setting: no group can be set beside the rest yet.",
    Dot("Special school", "n not shown", withheld=FEW),
    Dot("At home", "n not shown", withheld=FEW),
)
