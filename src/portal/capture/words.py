"""Every sentence that a respondent reads beside the questions themselves, each with what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from portal.languages import ENGLISH, said

NOT_ANSWERED = "Not answered"
SKIP = "Leave this question out"
ONLY_YOU = "Kept. Only you know what you said here"
REVIEW_TITLE = "Check your answers"
THANKS_TITLE = "Thank you"


@dataclass(frozen=True, slots=True)
class Message:
    """A page that says what happened and what to do: `action` is the words of a button that leads on, if any."""

    title: str
    paragraphs: tuple[str, ...]
    action: str = ""


PRIVATE = Message(
    "The next question is only for you",
    (
        "If somebody is helping you, you can ask them to look away now.",
        "What you say is counted with what everybody says. It is not shown when you look over your answers.",
    ),
    "Show me the question",
)
KEPT_DAYS = 30
STOPPED_TITLE = "Your three pictures"
BACK_TITLE = "Come back to your answers"
WHICH_WORD = ("First picture", "Second picture", "Third picture")
WRONG_WORDS = "These three pictures do not lead to any answers here. Check the words and their order, and try again."
NOTHING_TO_KEEP = Message(
    "There is nothing to keep yet",
    ("Answer a question first. After that you can stop at any time and come back.",),
    "Back to the questions",
)
UNKNOWN_LINK = Message(
    "This link does not lead to a questionnaire",
    (
        "Perhaps a letter was lost or mistyped on the way.",
        "Check the link on the paper or in the message it came from, or ask the council that sent it for a new one.",
    ),
)
UNKNOWN_PAGE = Message(
    "This questionnaire has no such page",
    ("Perhaps the address was mistyped.", "Open the questionnaire from its first page: your answers so far are kept."),
    "Open the questionnaire",
)
LOST = Message(
    "We cannot find your answers on this device",
    (
        "Answers are kept for this browser only, and it did not tell us which are yours.",
        "If you have just come from a question, go back in your browser and choose Continue there: your answers come "
        "with you. Otherwise please start again.",
    ),
    "Start again",
)
FROM_ELSEWHERE = Message(
    "We did not take these answers in",
    (
        "They came from another website, not from a page of this questionnaire.",
        "Open the questionnaire and answer there.",
    ),
    "Open the questionnaire",
)
ALREADY_SENT = Message(
    "These answers have been sent already",
    ("They are stored once, and they can no longer be changed.", "If you want to answer for someone else, start anew."),
    "Start a new questionnaire",
)
NOTHING_SAID = Message(
    "You have not answered any question yet",
    (
        "You may leave out whatever you like, but there is nothing to send so far.",
        "Go back to the questions and answer those you want to, or simply close this page.",
    ),
    "Back to the questions",
)
PRIVACY = Message(
    "Who sees your answers",
    (
        "Your answers are stored without your name, your address, or anything that says which device they came from. "
        "Of the time only the month is kept, and of the way you were asked whether it was in Easy Read, in another "
        "language or in large print.",
        "Your council sees what people said together, never one person's answers. Figures are shown only where enough "
        "people have answered; smaller ones are left out.",
        "While you are answering, what you have said so far is kept for this browser, and for whoever says your three "
        "pictures if you stopped. Answers that are never sent are "
        "removed after 30 days.",
        "Once sent, your answers cannot be found again, by you or by anyone: nothing leads from you to them.",
    ),
)
ACCESSIBILITY = Message(
    "Accessibility",
    (
        "These pages are made to be used by keyboard, with a screen reader, enlarged, and with scripts switched off. "
        "They are tested against the Web Content Accessibility Guidelines 2.2, levels A and AA.",
        "If something does not work for you, tell the council that sent you the link. It can give you the questions "
        "on paper or answer them with you by telephone.",
    ),
)


def service(area: str) -> str:
    """What is being done on these pages."""
    return f"Have your say about support in {area}"


def what_next(area: str, closes: datetime) -> tuple[str, ...]:
    """What happens with answers once they are sent."""
    return (
        f"People can take part until {day(closes)}. Then the answers of everybody in {area} are counted together.",
        f"{area} gets a report of what people said, and is asked to say what it will do about it.",
    )


def wait_until(moment: datetime) -> str:
    """Too many wrong words were said."""
    local = timezone.localtime(moment)
    return f"Wrong pictures were tried too often here. Your answers are safe. Please try again after {local:%H:%M}."


def closed(closed_at: datetime) -> Message:
    """The round is over."""
    return Message(
        "This questionnaire has closed",
        (
            f"It closed on {day(closed_at)}. Answers can no longer be sent.",
            "Your council can tell you when it asks next, and where to read what people said.",
        ),
    )


def not_yet(opens_at: datetime) -> Message:
    """The round has not begun."""
    return Message(
        "This questionnaire is not open yet",
        (f"It opens on {day(opens_at)}.", "Please keep the link and come back then."),
    )


def progress(number: int, about: int, language: str = ENGLISH) -> str:
    """Where the respondent is; routing may shorten or lengthen the way."""
    return said(language)["progress"].format(number=number, pages=about)


def length_of_time(months: float) -> str:
    """A number of months as people say it."""
    years, rest = divmod(months, 12)
    parts = [_counted(years, "year")] * bool(years) + [_counted(rest, "month")] * bool(rest)
    return " and ".join(parts) or "0 months"


def _counted(number: float, what: str) -> str:
    return f"{number:g} {what}" if number == 1 else f"{number:g} {what}s"


def day(moment: datetime) -> str:
    """A date in words."""
    local = timezone.localtime(moment)
    return f"{local.day} {local:%B %Y}"


def minutes(questions: int) -> int:
    """About how long a questionnaire takes: four questions a minute, to the next five minutes."""
    return max(5, -(-questions // 4 // 5) * 5)
