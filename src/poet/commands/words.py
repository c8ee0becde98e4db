"""What the commands on releases say: each sentence says what is so and what to do next."""

from __future__ import annotations

SOME = "some"
NOT_SAID = "not said"
NATION = "England"
ISSUED = "Entry {number}: {tables} of {of} tables tell something, of {people} people. It is in the ledger."
NO_AREA = "Say with --area-column which column holds the area. There are: {columns}."
NO_GROUPING = "{name!r} is no question with one answer. Name one of the questionnaire's after --by."
TWO_REGIONS = "{area!r} stands in two regions. Keep one of the two lines."
NO_REGION = "{area!r} has no region. Add a line for it to {file}."
BY_OR_PLAN = "A plan says which questions part the tables: give --plan or --by, not both."
UNDER = "Entry {number}, {at}, {audience}: under {policy} ({digest}), base of {base} or more, no category under {cell}."
MADE = "no published policy"
WHOLE = (
    "{file}: {entries} entries, nothing altered, nothing missing. {counts:,} counts of {populations} populations were held "
    "against everything printed: none can be told too narrowly. Last hash: {head}"
)
BEYOND = (
    "Outside this proof: how {figures:,} means, sums and quartiles are made up, which is held to rules of their own release by "
    "release (each stands beside a base of enough people); whether one answer rules the difference of two such sums (dominance); "
    "and model outputs and what was given otherwise than by counts as they are, with noise or record by record ({outside})."
)
BARE_FIGURE = (
    "Entry {number} prints a mean or quartile of {item} for {group} without {least} or more people beside it. "
    "Find out who issued it."
)
OTHER_SUM = (
    "Entry {number} gives a sum of {item} for {group} that is not its mean times its base. Find out who issued it."
)
NONE_NAMED = "none is named"
NOTHING_TO_AUDIT = "{file}: there is no ledger. Check the name."
OTHER_HEAD = "The last hash is {head}, not {expected}: entries at the end are missing, or others were added. {remedy}"
UNKNOWN_POLICY = (
    "Entry {number} names the policy {policy!r} with a digest that was never published. Find out who issued it."
)
OTHER_FIGURES = "Entry {number} was not issued under the figures of its policy {policy!r} for {audience}. Find out why."
AND_MORE = "and {more:,} more."
TOLD = "Round {round}, {instrument}, seen by {audience}: {leak}"
HISTORY = "Three terms of made-up answers are in {folder}, and what was issued of them in {ledger}."
FILES = "{files} files of it are in {folder}."
NO_FORMAT = "{said!r} is no list of formats. Use some of: {choices}."
NO_MOMENT = "{said!r} is no moment with a time zone. Write it like 2026-12-18T12:00:00+00:00."
WORKERS = "{said!r} is no number of processes. Give 1 or more, like the number of processors."
