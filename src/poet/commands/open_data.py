"""`poet open-data`: figures that may be given to everybody, with what their protection costs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from poet.answers import Sheet
from poet.commands.settings import AnswerSettings
from poet.commands.taking_in import TakenIn, taken_in
from poet.count import count, key_sums
from poet.draw import open_csv
from poet.frame.build import ID_COLUMN
from poet.instrument import load
from poet.protect import Audience, Opening, Policy, load_policy, protect, published
from poet.protect.ledger import FileLedger
from poet.protect.open_data import BITS, Perturbed, Rounded, perturb, record_keys, rounded
from poet.protect.policy import sees

OPEN_DATA_POLICY = "open-data-2026"
EXACTLY = (
    "{policy} tells {audience} counts as they are: issue a release for them (poet release). Choose another audience with "
    "--audience, or another way with --how."
)
OTHERWISE = (
    "{policy} gives {audience} {way}; it was asked for {how}. Never give the same readers both of the same people."
)
TOLD_EXACTLY = (
    "Nothing was given: entry {number} of {file} told {audience} counts of these people as they are. Rounded figures of later "
    "answers beside it can tell who came since, and noise beside it is taken off again. Give them the tables of a release "
    "(poet release), or open other people to them."
)
WITHOUT_KEY = (
    "Noise needs a secret that stays the same for all tables and terms: --secret FILE with 16 bytes or more of chance."
)
WITHOUT_IDS = "Noise needs a column that tells responses apart: name it with --id-column, or call it id."


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSettings:
    """Which answers, under which policy, and what that takes: the base's step, or the secret. `how` is the way that was
    asked for instead of the policy's. `ledger` is what was issued before, of which this is the `round` ("": any)."""

    answers: AnswerSettings
    policy: Policy
    how: Opening | None = None
    base_step: int = 5
    secret: Path | None = None
    ledger: Path | None = None
    round: str = ""


def policy_for(audience: Audience, file: Path | None) -> Policy:
    """The policy of open data for an audience. Raises Refused where the file is none."""
    return (load_policy(file) if file else published()[OPEN_DATA_POLICY])[audience]


def open_data(settings: OpenSettings) -> int:
    """Print the open data as CSV in the policy's way; what the protection costs is said on standard error."""
    policy, way = settings.policy, settings.how or settings.policy.opening or Opening.ROUNDING
    named = {"policy": policy.id, "audience": policy.audience.value}
    if way is Opening.EXACT:
        print(EXACTLY.format(**named), file=sys.stderr)
        return 2
    if told := _told_exactly(settings):
        print(told, file=sys.stderr)
        return 2
    code = _given(settings, way)
    if code == 0 and policy.opening and way is not policy.opening:
        print(OTHERWISE.format(**named, way=policy.opening.value, how=way.value), file=sys.stderr)
    return code


def _told_exactly(settings: OpenSettings) -> str:
    """Why nothing is given, where the audience was told exact counts of the same people; else "". Raises LedgerBroken."""
    if settings.ledger is None:
        return ""
    asked, seen = load(settings.answers.instrument).name, {str(one) for one in sees(settings.policy.audience)}
    for entry in FileLedger(settings.ledger).read()[0]:
        draft = entry.draft
        is_theirs = draft.population.instrument == asked and settings.round in {"", draft.population.round}
        if is_theirs and draft.audience in seen and draft.tables:
            audience = settings.policy.audience.value
            return TOLD_EXACTLY.format(number=entry.number, file=settings.ledger, audience=audience)
    return ""


def _given(settings: OpenSettings, way: Opening) -> int:
    taken = taken_in(load(settings.answers.instrument), settings.answers)
    if way is Opening.ROUNDING:
        release = rounded(protect(count(taken.framed.frame), settings.policy), settings.base_step)
        sys.stdout.write(open_csv.draw_rounded(release))
        print(_avoided(release), file=sys.stderr)
        return 0
    if settings.secret is None:
        print(WITHOUT_KEY, file=sys.stderr)
        return 2
    return _noisy(taken, settings.answers.id_column or ID_COLUMN, settings.secret.read_bytes(), settings.policy)


def _noisy(taken: TakenIn, id_column: str, secret: bytes, policy: Policy) -> int:
    if id_column not in taken.sheet.columns:
        print(WITHOUT_IDS, file=sys.stderr)
        return 1
    frame = taken.framed.frame
    try:
        keys = record_keys(_ids(taken.sheet, id_column, taken), secret)
    except ValueError as short:
        print(f"{WITHOUT_KEY} ({short}.)", file=sys.stderr)
        return 2
    release = perturb(count(frame), key_sums(frame, keys, BITS), policy=policy)
    sys.stdout.write(open_csv.draw_noisy(release))
    print(_cost(release), file=sys.stderr)
    return 0


def _ids(sheet: Sheet, id_column: str, taken: TakenIn) -> list[str]:
    column = sheet.columns[id_column]
    return [column.cells[column.at[row]] for row in taken.framed.rows]


def _avoided(release: Rounded) -> str:
    rows = sum(len(governed.rows) for governed in release.precision.values())
    leaking = sum(governed.avoided[0].given_away for governed in release.precision.values() if governed.avoided)
    share = f" ({leaking / rows:.0%})" if rows else ""
    return (
        f"With one decimal {leaking:,} of {rows:,} rows{share} could have been worked out to the last person. "
        "None can be from these figures, row by row."
    )


def _cost(release: Perturbed) -> str:
    cost = release.cost
    points = ", ".join(f"{value:.1f} among {base}" for base, value in cost.points.items())
    return (
        f"Noise of standard deviation {cost.deviation:.2f} people, at most {release.noise.most} either way; "
        f"{cost.unchanged:.0%} of counts stay as they are. A percentage of 50% moves by (points, standard deviation): "
        f"{points}. Figures do not add up; never give the same readers exact counts of the same people."
    )
