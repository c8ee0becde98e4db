"""Why there is no such figure, in words: each says what is wrong with the answers and what would help."""

from __future__ import annotations

NOBODY = "Nobody answered both questions. Ask more people, or choose other questions."
SAME_ANSWER = "Everybody gave the same answer to {what}, so nothing can go along with it. Choose another question."
ONE_GROUP = "Nobody stands on one of the two sides of {what}. Choose another condition."
COLLINEAR = "Two of the conditions say the same about everybody. Leave one of them out."
SEPARATED = (
    "The condition tells the outcome apart without any exception, so the odds ratio has no upper limit. "
    "Look at the percentages instead."
)
NO_CONVERGENCE = "The calculation found no best answer. Ask more people, or join neighbouring answers."
FEW_PEOPLE = "Too few people for this: {people}, and at least {least} are needed."
FEW_AREAS = "Too few areas for this: {areas}, and at least {least} are needed."
FEW_IN_GROUPS = "Fewer than two groups have {least} people with {cell} on each side of the outcome. Ask more people."
NO_CONDITION = (
    "No condition was answered by at least half of the people, so they cannot be taken together. Look at each by itself, "
    "or ask more people."
)
FEW_ITEMS = "Too few questions for this: {items}, and at least {least} are needed."
MANY_CONDITIONS = "{conditions} conditions are too many to weigh in every order. Choose at most {most}."
NO_VARIATION_LEFT = "Within the areas everybody gave the same answer, so nothing is left to explain."
NO_AREA_DIFFERENCE = "The areas do not differ, so there is nothing that the halves of an area could agree on."
NO_LIMIT = "All pairs of people point the same way, so there is no interval. Ask more people."
NO_FAVOURABLE = "{what} has no favourable answers. Choose a question whose answers are good or bad."
NOT_ONE_ANSWER = "{what} does not take one answer from a list. Choose a question that does."
NO_SUCH_ITEM = "There is no question {what!r} in this questionnaire. Look up its id in the questionnaire file."
OTHER_OPTIONS = "{what} does not have the same answers in every version. Compare only questions that do."
NOT_ALPHA = "The questions do not vary together at all, so there is no figure for how well they hold together."
ALL_ALIKE = "Everybody's answers rise together without exception, so there is no interval. Ask more people."
NOT_ONE_FACTOR = (
    "The questions do not share one thing that fits them all. Look at fewer questions, or at each by itself."
)
DECIDED_BY_COUNCIL = (
    "{what} is something a council decides, so evening it out would hide what the council did. "
    "Choose something people bring with them."
)
NOT_CONTEXT = "{what} is not a question about who the person is. Choose one from the questions about the person."
NO_MIX = "The whole has nobody in any group that the area has. Choose another question to even out by."
NO_SUCH_AREA = "There is no area {what!r} among the answers. Check its name."
ZERO_WEIGHTS = "All weights are nought, or some are below nought. Give each person a weight above nought."
NO_CASELOAD = "A caseload must be a whole number above nought for every group. Check the counts."
MORE_THAN_CASELOAD = "There are more answers than people on the caseload. Check both counts."
EVERYBODY_ANSWERED = "Everybody on the caseload answered, so nobody is left who could change the result."
NOT_A_SHARE = "A share must lie between 0 and 1. Check the figures."
TWO_CATEGORIES = "The outcome has two answers only, so there is one odds ratio and nothing to test."
NOTHING_TO_BE_LEFT = "One half's own answers do not rise together, so there is nothing of which a share could be left."
NO_ORDINAL_INTERVAL = "No interval for it is agreed on; Cronbach's alpha beside it has one."
SOME_NOT_ASKED = "Not everybody was asked this question, and the answers do not say who was."
ONE_VERSION = "One group alone has nothing to be compared with. Name at least two."
NOBODY_ASKED = "Nobody was asked this question. Choose another."
NOBODY_ANSWERED = "Nobody answered this question. Choose another, or ask more people."
NO_RAKING = "No weights fit all these questions at once. Even out by fewer of them."
NOT_DECLARED = (
    "It is not declared whether {what} is something people bring with them. Choose a question that is declared."
)
NOTHING_DETECTABLE = "With so few people not even the largest difference would be found. Ask more people."
NOTHING_TO_ASSOCIATE = (
    "The questionnaire has no process questions, or no outcome questions, with favourable answers. "
    "Choose one that asks about both."
)
NOTHING_BROUGHT = (
    "No question of one answer asks what people bring with them, so there is nothing to even out by. "
    "Name a question about the person under by."
)
NOBODY_CODED_TWICE = "No comment was coded by two coders. Let a second person code some of them."
ONE_CODE = "All coders gave one and the same code, so nothing tells whether they agree. Code comments that differ."
