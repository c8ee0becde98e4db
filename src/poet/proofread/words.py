"""What a reader is told of a faulty file, and what to do about it."""

UNCLAIMED_NUMBER = "A number that no claim stands behind"
UNCLAIMED_WORD = "A word of comparison that no claim stands behind"
MISSING = "The report says this and the file does not, or says it with other figures"
NUMBER_NOT_SUPPORTED = "The claims of this sentence do not give the number {number}"
FRACTION_NOT_SUPPORTED = "The claims of this sentence do not lie in the band of “{words}”"
COMPARISON_NOT_SUPPORTED = "No test among the claims of this sentence supports “{word}”"
OTHER_CELL = "A row of a table holds other figures than its claims (found: {found})"
NO_CLAIM = "A statement names a claim that the register does not hold"
# What may stand before a name: the lines of "About this report", and what made-up data are marked with.
BESIDE_NAMES = (
    "Area",
    "Date",
    "Questionnaire",
    "Questionnaire digest",
    "Protection policy",
    "Made with",
    "Published by",
    "Published on",
    "Where it stands",
    "Digest of what was signed",
    "Licence",
    "Approved by",
    "Pictures",
    "Made-up data",
)
UNKNOWN_FORMAT = "{name} is in no format that can be proofread. Use one of: {formats}."
BROKEN = "{name} cannot be opened as {format}: make the file again."
NOT_A_REGISTER = "These are not the claims of a report: {why}. Use the .claims file that was made with the report."
SOUND = "{name}: {statements} statements, {claims} claims, no fault."
FAULTY = "{name}: {faults} faults."
