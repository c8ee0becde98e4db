"""Every sentence that can be said about a plan file: what is wrong, and what to do next."""

from __future__ import annotations

from poet.instrument.sentences import Sentence


class Misplanned(Sentence):
    """A kind of fault of a plan, or of how it fits a questionnaire."""

    EMPTY = "The plan says nothing.", "Begin with id, title and level, then [[measures]] or another chapter."
    NO_CHAPTER = "The plan computes nothing.", "Add a chapter: {chapters}."
    UNKNOWN_ITEM = "{questionnaire} has no question {id!r}, and it is no word for several.", "{nearest}"
    UNKNOWN_MEASURE = "{word!r} is not a measure.", "{nearest}"
    UNKNOWN_COMPARATOR = "There is nothing called {word!r} to stand beside.", "{nearest}"
    UNKNOWN_MODEL = "{word!r} is not a model.", "{nearest}"
    NO_GROUPING = (
        "{id!r} does not part people into groups.",
        "Name a question of one answer, or of several, or write context for all of them.",
    )
    NO_BANDS = (
        "{id!r} is a number, and the plan does not say in which bands it parts people.",
        "Declare them before the answers are seen, like [bands.{id}] and from = [5, 11, 16].",
    )
    NOT_NUMBERS = "{key!r} is not a list of numbers.", "Write where each band after the first begins, like [5, 11, 16]."
    NOT_A_NUMBER = "{id!r} is not a question answered by a number.", "{nearest}"
    NOT_BANDS = (
        "These are no bands of {id!r}: they must rise, above {low:g} and up to {high:g}.",
        "Write where each band after the first begins, each once.",
    )
    JOINS_NOTHING = (
        "A joining either takes neighbours together or some answers into a name.",
        "Write neighbours = true, or into = a name and answers = [...], and one of the two for each question.",
    )
    JOINED_TWICE = (
        "{word!r} is joined twice, or is a name that stands for something else.",
        "Let each stand in one joining.",
    )
    JOINS_FEW = "A joining of fewer than two is none.", "Name two or more answers of {id!r}, or joinings written above."
    NO_SUCH_ANSWER = "{id!r} has no answer {word!r}, and no joining above is called so.", "{nearest}"
    MANY_WAYS = (
        "The answers to {id!r} could be joined in {ways} ways; up to {most} can be compared.",
        "Declare fewer bands or answers that may be joined.",
    )
    NOT_JUDGED = (
        "{id!r} has no favourable answers to compare.",
        "Name a judged question, or write judged for all of them.",
    )
    BAD_MARGIN = "A margin of {margin:g} is no share.", "Write one between 0 and 1, like 0.05 for five points."
    NOBODY_ELSE = "Everybody together has nobody to stand beside.", "Set level to area or region."
    OTHER_LEVEL = "This model is not told at the level '{level}'.", "Set level to {levels}."
    FEW_VOICES = "One voice is no triangulation.", "Name two or more, each with a question of its questionnaire."
    GROUP_WORD = "{word!r} is a comparator's own name.", "Give the group another name."
    REPEATED = "{word!r} stands here twice.", "Keep one of the two."
