"""What findings say of themselves in words."""

NO_REGIONS = "which region each area belongs to: name a file of areas and regions"
NO_EARLIER = "an earlier round: name its answers"
NO_PERIODS = "when each round's answers were given: say its first and last day"
NO_VOICES = "the answers of other voices: name their questionnaires and answers"
NO_ANSWERS = "the answers themselves, which models look into"
NO_CASELOAD = "how many people the caseload holds: name a file of questions, answers and people"
NO_ANSWERS_OF = "answers of {areas} on the caseload, {first!r} first: check the names, or nobody there has answered yet"
NO_EARLIER_ANSWERS = "the answers of an earlier round, to pool with this one's"
NOT_IN_VOICE = "the questionnaire {voice} has no judged question {item!r}"
EVERYBODY = "everybody"
NOT = "not estimable: "
NO_FIGURE = "no figure"
WITHHELD = "withheld"
CANNOT_SAY = "not enough to say"
# Below this p the test of proportional odds says that one odds ratio does not fit the whole scale.
DOUBT = 0.05
NOT_ONE_RATIO = "; it is not the same at every step of the scale"
# What a plan's own answers are called among releases; they are issued by `poet release`, not by a plan.
ROUND = "this round"
THE_REPORT = "the report"
TESTED = "; p {p}, {family} among the {m} of its family, {report} among the {n} of the report"
TESTS = "{report}: {made} of {asked} tests could be made, and all of them are counted."
JOINED = "Told together in {group}: {question} {answers}, as {name}."
MISSING = "Not given, so not computed: {what}."
OUTSIDE = "{what} ({level}): {people} people or more, {smallest} or more in the smallest group, {residual} more than parameters"
PROVED = "Proved: no count in these tables that is withheld follows from those that are told."
BY_RULE = (
    "Protected by rule, not proved: for the desk. Add --prove, or issue by `poet release`, before anybody else sees it."
)
