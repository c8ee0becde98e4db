"""What a report says that rests on no figure: why it was made, how, and what to do with it."""

from poet.compare import Verdict
from poet.compare.words import NOT_ASKED_THEN, NOT_THERE_THEN, OVERLAP, RESCALED

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
CHANGED = "Of {many} areas of life asked about both in {name} and now"
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
NOBODY = "Nobody in {area} has sent this questionnaire so far."
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
DONE_CAPTION = "What the council does about it"
DONE_HEAD = ("What, who and until when", "About", "Where it stands")
DONE_LINE = "{what} ({owner}, until {due})"
EASY_GOOD = "{share} said this is good: {label}."
EASY_BAD = "{share} said this is not good: {label}."
EASY_NEXT = (
    "The council reads what you said.",
    "The council says what it will do.",
    "We ask you again next year.",
    "You can ask the council about this.",
)
