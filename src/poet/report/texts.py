"""What a report says that rests on no figure: why it was made, how, and what to do with it."""

from poet.compare import Agreement, Verdict
from poet.compare.words import NOT_ASKED_THEN, NOT_THERE_THEN, OVERLAP, RESCALED
from poet.report.point import Join

INTRODUCTION = (
    "This report tells what getting support is like, and what difference it makes, in the words of the people who know.",
    "It is there so that a council and the people it supports can see together what works, agree on what to change, and "
    "find out next time whether it did.",
)
DESIGN = (
    "People were asked about getting support (the process) and about their lives (the outcomes), each on a scale of "
    "answers, and could add what they wanted to say.",
    "Nobody had to answer any question. Answers lead to nobody: what few people said is not shown.",
)
PUBLISHING = (
    "A council is named in public only where it has agreed to it. What stands here may be passed on with its source, "
    "and no figure may be used to find out who said what.",
)
PUBLISHED_BY = "Published by: {publisher}."
LICENCE = "Licence: {licence}."
YOU = "Headings and the names of questions are the questionnaire's own: “you” is whoever answered it."
TALK = (
    "What here is as you expected, and what is not?",
    "Whose answers are missing, and how could they be heard?",
    "What would have to change first, and who can change it?",
)
BY_BACKGROUND = (
    "Support may be one thing for one person and another for the next. Here the same questions are told for groups of people, "
    "each beside the rest: everyone else here who answered the question.",
    "Which groups are told was settled before anybody answered. Groups differ in many ways at once, so a difference does not say "
    "what it comes from.",
)
BACKGROUNDS_AGAIN = (
    "These results by background are printed again as they were issued when reports were last made in a run. Answers that came "
    "later are in the other chapters, and not in these."
)
BY_BACKGROUND_TESTS = (
    "A difference is put into words only where it is more than chance brings among all {tests} comparisons made here (Newcombe's "
    "interval and the test, both allowing for them all by Bonferroni's rule)."
)
BY_BACKGROUND_LEGEND = ("The group", "The rest")
TOLD_TOGETHER = "Some groups are told together, because each alone would tell too much about a few people:"
NO_GROUP_DIFFERS = "no group differs clearly from the rest; the differences are within what chance alone brings."
NO_GROUP_COMPARED = "no group can be set beside the rest yet."
SINCE = "Since last time"
NOW = "This time"
NAMED = 5
NO_EARLIER = "There is no earlier round to set beside this one. What has changed stands here from the second round on."
NOT_IN_EARLIER = "There are no answers from {name} to set beside these. What has changed stands here next time."
FOUR_WORDS = (
    "What has changed since {name} is told in these words. “Better” and “worse”: more than chance brings, even among all changes "
    "told here. “No meaningful change”: surely smaller than the {points} points that were set beforehand. “Too uncertain "
    "to say”: anything else."
)
CHANGED = "Of {many} asked about both in {name} and now"
# In the order in which they are told; names stand behind what needs an answer.
VERDICTS = {
    Verdict.BETTER: "{many} better",
    Verdict.WORSE: "{many} worse",
    Verdict.NO_MEANINGFUL_CHANGE: "{many} with no meaningful change",
    Verdict.TOO_UNCERTAIN: "{many} too uncertain to say",
}
NAMED_VERDICTS = (Verdict.BETTER, Verdict.WORSE)
BOTH_BASES = "n = {then} then, {now} now"
MARKED = "other words"
BROKEN = {
    RESCALED: "No line joins {name} and now, because the answers were on another scale then: {names}.",
    NOT_ASKED_THEN: "Not asked in {name}: {names}.",
    NOT_THERE_THEN: "There are no figures from {name}: {names}.",
    OVERLAP: "Nothing is compared with {name}, because some of the same answers are in both: {names}.",
}
OTHER_WORDS = "Asked in other words in {name}, so that part of a change may come from the wording: {names}."
OVER_ROUNDS = "Over the rounds"
TREND_TABLES = "Tables: over the rounds"
RISEN, FALLEN, NO_TREND = "risen", "fallen", "no clear trend"
TRENDS = {RISEN: "{many} risen", FALLEN: "{many} fallen", NO_TREND: "{many} with no clear trend"}
TREND_WORDS = (
    "Where {least} rounds asked the same, the trend is told in these words. “Risen” and “fallen”: more than chance brings, even "
    "among all trends told here, and by the {points} points that were set beforehand, or more, from the first round to the "
    "last. “No clear trend”: anything else."
)
NO_TREND_YET = "A trend is told in words once {least} rounds have asked the same."
REPRINTED = "Figures of earlier rounds are printed as they were issued then; nothing of them was counted anew."
OVER = "Of {many} asked alike over {rounds} rounds, the first {first} and the last {last}"
TOO_EARLY = (
    "Favourable answers in {many} over {rounds} rounds, the first {first} and the last {last}: too early to speak "
    "of a trend."
)
LINE_BREAKS = "No line joins the rounds where the answers were on another scale: {names}."
LINE_MARKED = (
    "A dashed line leads to the first round that asked in other words. Part of a change may come from them: {names}."
)
LINE_SHORT = "Not asked in every round: {names}."
OTHER_AREAS = (
    "Which {groups} took part was not the same in every round, so that part of what has changed may come from that."
)
FORMERLY = "{name}, before {until}"
FORMERLY_HOW = (
    "What people said of {name} was said of its service and its boundary. It is printed again as it was published, so that what "
    "was known here is not lost. It is not what the people of {area} said: it is divided for no council and added to none, and "
    "no change or trend is worked out from it.",
)
FORMERLY_TABLE = "{name}, before {until}: what was said in {round}"
FORMERLY_HEAD = ("Question", "Base", "Favourable", "95% interval")
FORMERLY_NOTHING = (
    "No figures of {name} stand here: none were published on these questions, and only what was published is printed."
)
CHOSEN = "Beside the region and other chosen groups"
CHOSEN_HOW = (
    "Shares are of favourable answers. Each group is pooled: every answer counts once. It holds those of its {groups} whose "
    "figures can be shown, without the one whose report this is; how many is said question by question. No {group} is shown "
    "by itself, and none is ranked."
)
CHOSEN_IN_WORDS = (
    "“Higher” and “lower” are said only where the difference is larger than chance would bring among all {many} comparisons made "
    "here; everything else is not clearly different."
)
CHOSEN_NOTHING = "Beside “{name}” nothing is shown yet: {why}."
CHOSEN_TABLE = "Beside “{name}”"
CHOSEN_HEAD = (
    "Question", "Base", "Here", "{groups}", "The group", "Points apart", "95% interval", "In words",
)  # fmt: skip
TOO_FEW_HERE = "too few people here answered these questions"
CHOSEN_SIZE = "{inside} of {named}"
HIGHER, LOWER, NOT_CLEAR = "higher", "lower", "not clearly different"
# What a table of some of a section's questions is called, by how many they are: one, two, or more.
ENDS = {1: "{0}", 2: "{0} and {1}", 3: "from {0} to {1}"}
VOICES = "As others see it"
VOICES_HOW = (
    "Each kind of people answered a question of their own. “Alike”: all shares surely lie within {points} points of each other, "
    "as was set beforehand. “Not alike”: a pair of them lies apart by more than chance brings, even among all pairs."
)
VOICES_OF = "Of {many} that several kinds of people were asked about"
VOICES_SAID = {
    Agreement.AGREE: "{many} seen alike",
    Agreement.DIFFER: "{many} not seen alike",
    Agreement.CANNOT_SAY: "{many} of which we cannot say",
}
VOICES_ONE = {
    Agreement.AGREE: "The one area of life that several kinds of people were asked about, {name}, is seen alike.",
    Agreement.DIFFER: "The one area of life that several kinds of people were asked about, {name}, is not seen alike.",
    Agreement.CANNOT_SAY: (
        "Of the one area of life that several kinds of people were asked about, {name}, we cannot say whether it is seen alike."
    ),
}
VOICES_WORDS = {Agreement.AGREE: "alike", Agreement.DIFFER: "not alike", Agreement.CANNOT_SAY: "we cannot say"}
VOICES_TABLE = "The same area of life, as each kind of people sees it"
VOICES_TABLES = "Tables: as others see it"
VOICES_LEGEND = ("Favourable answers", "From the lowest to the highest share")
VOICES_HEAD = ("Area of life and who", "Base", "Favourable", "95% interval", "In words")
UNASKED, HIDDEN = "not asked", "not shown"
TREND_HEAD = ("Question and round", "Base", "Favourable", "95% interval", "In words")
JOINED = {Join.MARKED: "other words from here on", Join.BREAKS: "another scale from here on"}
LINE_SAID = "{label}: {said}."
ROW_SAID = "{label}, {base}: {said}."
ROW_WITHHELD = "{label}: {why}"
QUOTES_UNREADABLE = (
    "{file} is no file of quotes: {why}. Give each as [[quote]] with text, about, approved_by and approved_on (a day)."
)
QUOTE_LENGTH = "a quote has up to {longest} letters: shorten it, or leave it out."
QUOTE_NUMBER = (
    "a quote says no number, and this one says “{number}”: leave the number out, the report gives the figures."
)
QUOTE_NOBODY = "say in approved_by who approved the quote: a role, such as SEND manager."
QUOTE_ABOUT = "there is no question “{about}”: name in about the id of the question that it stands beside."
NOBODY = "Too few people in {area} have sent this questionnaire so far for anything to be shown."
NEEDED = "Figures stand here once {least} or more people have answered."
ASK_MORE = (
    "Pass the link on to {who} you have not heard from.",
    "Ask the groups and schools that know them to help.",
    "Print the questionnaire for those who would rather use paper.",
)
INSPECTION = (
    "This pack holds what people say under the headings that inspectors use, in our own words. It is evidence to set "
    "beside other evidence, and no judgement of a service."
)
NO_FRAMEWORK = "No inspection framework is described for this questionnaire yet."
UNDER_NO_THEME = "What else people say"
TOO_FEW = "Not shown: too few people answered these questions. More answers unlock it."
NOT_ASKED = "This questionnaire asks nothing about this. We cannot say."
FEW_AREAS = "Too few {groups} can be shown to count them. More answers unlock it."
MANY_AREAS = (
    "There are too many {groups} to draw them side by side. The tables of each {group}'s own report hold the figures."
)
NOT_DONE_YET = "What was done about it has not been filled in yet: the council adds it, with a name and a date."
NOTHING_WANTING = "Of what can be shown, nothing stands out that many people found wanting."
DONE_CAPTION = "What the council does about it"
DONE_HEAD = ("What, who and until when", "About", "Where it stands")
DONE_LINE = "{what} ({owner}, until {due})"
EASY_GOOD = "{share} said this is good: {label}."
EASY_BAD = "{share} said this is not good: {label}."
PICTURES_BY = "OpenMoji, under CC BY-SA 4.0"
EASY_NEXT = (
    "The council reads what you said.",
    "The council says what it will do.",
    "We ask you again next year.",
    "You can ask the council about this.",
)
