"""Every sentence said about own returns as data, each with what to do next."""

from __future__ import annotations

TITLE = "Your answers as data"
COARSENED = (
    "Comments are in no file: named people read them. Nor are numbers; and of what people say of themselves there is only as "
    "much as five or more of them share who did not all answer alike. A question is left out where all but a few gave the same "
    "answer. In which face or language somebody answered is never told."
)
ONCE_MORE = (
    "Rows taken before and after one answer would show that answer. So a file can be taken again only when nothing has "
    "changed, or ten more have answered. Whoever waits until the round has closed has them all."
)
LOGGED = "That you took them away is written into the audit log."
PEOPLE = (
    "Treat the file as data about people: keep it where only those can open it who work with it, and delete it when you have "
    "done."
)
NOTHING = (
    "This round asks no questionnaire yet. Once ten people have answered one, their answers can be taken away here."
)


def too_few(least: int) -> str:
    """Too few to be among others."""
    return f"Fewer than {least} have answered. Come back when {least} or more have."


def too_soon(step: int) -> str:
    """A few more than were taken away last."""
    return (
        f"Some have answered or taken their answers back since these were last taken away, but there are fewer than {step} more: "
        f"a new file would show what they said. Come back when {step} more have answered."
    )


def can_be_taken(taken: bool) -> str:  # noqa: FBT001 (the one thing that is said)
    """They can."""
    return "The same answers as last time, or ten and more besides." if taken else "They can be taken away now."
