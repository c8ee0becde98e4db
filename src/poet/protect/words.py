"""What protection says to people: each sentence says what is wrong and what to do next."""

from __future__ import annotations

RESTORE = "Put back the last copy that was kept, and issue nothing until the ledger is whole."
NO_ENTRY = "This is no entry of a ledger: {why}."
ALTERED = "Entry {number} is not what was issued: its text was altered."
OUT_OF_PLACE = "Entry {number} stands where entry {expected} should: an entry is missing or out of place."
UNCHAINED = "Entry {number} does not follow the entry before it: one of the two was altered or replaced."
EARLIER = "Entry {number} is dated {at}, before the entry it follows ({before})."
BACKDATED = (
    "This release is dated {at}, before the last one in the ledger ({before}). Nothing was issued: date it later, or set "
    "the clock."
)
OVERTAKEN = (
    "Another release was issued in the meantime. Nothing was issued: audit this one again beside it, then issue it."
)

WHOLE = "everybody ({partition})"
CELL = "{answer} ({item}) in {group}, {wave}"
RESPONDENTS = "respondents"
ANY_ANSWER = "any answer"
OR = " or "
NOT = "any answer but {answer}"
REST = "not chosen"
ASKED = "asked what follows {answer} to {item}"
NOT_ASKED = "not asked what follows {answer} to {item}"
CELLS_OVERLAP = (
    "The smallest groups of one release lie over one another in another. Name them alike in every release of the round."
)
GROUPS_OVERLAP = "Some people stand in two groups of {partition!r}. Put each of its members into one group only."
APART = (
    "Two releases tell of {group} and are made of smaller groups that share no name, so nothing can be proved of both together. "
    "Part people by the same questions in every release of a round, or give each area a name of its own."
)
RECODED = (
    "Two releases over the same people ask {item!r} with other options, so nothing can be proved of both together. Ask it with "
    "the options of the first release, in their order; where other people answered, give the version or the round a name of "
    "its own."
)
UNKNOWN_CODES = "{item!r} has no answers {codes}. Give the question with the options that were printed."
TWO_FIGURES = (
    "Two releases over the same people print {one} and {other} for the same figure of {item!r}. "
    "Somebody came, withdrew or changed an answer: name the wave of those who came (--waves), or the wave that lost people and "
    "how many they are (--left WAVE --withdrawn N)."
)

LEAK = "{what}: {found}, {how}."
EXACTLY = "exactly {count}"
BETWEEN = "between {low} and {high}"
BY_SUMS = "by adding up and taking away what is printed"
BY_BOUNDS = "as no other number of people fits everything that is printed"
SOMEWHERE = "somewhere in {item}"
ENOUGH = (
    "{item}: {found} counts are told, and no more were looked for. What is not named here was not proved: mend what is named, "
    "then audit again."
)
TOO_MUCH = (
    "{item}: {releases} releases over so many groups are more than can be proved together, so nothing was looked at. Nothing "
    "is known to be told and nothing is proved: issue less often, or fewer groups at a time."
)
NO_CELL = (
    "Answers came from {group!r}, which is in no group of this release. Add it to its area, or leave the answers out."
)
CELL_TWICE = "Two of the smallest groups bear the same name. Give each a name of its own."
NO_ANSWER = "no answer"
FEWER = (
    "{group} has fewer answers to {item!r} than an earlier release printed. Somebody withdrew or changed an answer: say so, "
    "with the wave they were in and how many they are (poet release --left WAVE --withdrawn N)."
)
COULD_NOW = "{group}: {now} of {items} questions could be told now; {more} more answers would unlock no other."
COULD_THEN = "{group}: {now} of {items} questions could be told now; {more} more answers would unlock {then} in all."
COULD_LATER = (
    "{group}: {now} of {items} questions could be told now; too few answered, here or beside it, to say what {more} more "
    "answers would unlock."
)
STUCK = (
    "Everything of this release was held back and these are told all the same, so their figures come from somewhere else. "
    "Nothing was issued: audit the ledger (poet audit), and send this message to the makers of POET.\n{leaks}"
)
