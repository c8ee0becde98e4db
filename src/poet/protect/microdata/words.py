"""What is said about extracts of single records: why there is none, and what to declare."""

from __future__ import annotations

NOTHING_DECLARED = (
    "No records are given out without a declaration. Declare, in a TOML file given with --declaration: researcher, "
    "purpose, licence, approved_by and dated; k (5 or more) and l (2 or more); [[identifying]] for each column that could "
    "point at somebody, with the steps in which it may be coarsened; sensitive for the questions that must not be learnt of "
    "anybody; and plain for the others that are needed. What is not declared is not given."
)
NOT_TOML = "The declaration is no TOML file: {why}."
ABSENT = "Declare {what}."
UNKNOWN = "Declare nothing called {what!r}: it means nothing here. Remove it, or correct its spelling."
WEAK = "Declare {what} as a whole number of {least} or more; it is {given!r}."
SHARE = "Declare most_left_out as a share from 0 to 0.2; it is {given!r}."
NO_COLUMN = "There is no column {column!r} among the answers. Declare one of: {columns}."
FREE_TEXT = (
    "{column!r} is free text: people write names into it. Redact it, have it approved by somebody else, and give it "
    "with --comments; or leave it out."
)
TWICE = "{column!r} is declared twice. Declare each column once."
NO_STEPS = "{column!r} is declared with {what}, which its answers do not have. Declare steps that fit them."
NO_DATE = "Row {row} of {column!r} holds {cell!r}, which is no date. Write dates like 2026-11-24."
NOT_REACHED = (
    "Even with every identifying column coarsened as far as declared, more than {share:.0%} of the records stand in groups "
    "of fewer than {k} people or with fewer than {l} different answers. Declare coarser steps, fewer identifying columns "
    "or fewer sensitive ones."
)
COMMENTS_FAULT = "Line {line} of the redacted comments is not to be given: {why}. Mend it or take it out."
NO_APPROVER = "nobody approved it"
SAME_PERSON = "whoever redacted it approved it too"
NO_SUCH_ID = "no answer has the id {id!r}"
