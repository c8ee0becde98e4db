"""Every sentence said about links, invitations and letters, each with what to do next."""

from __future__ import annotations

from portal.rounds.models import Window

GROUP_NAMELESS = "Name the group, so that you know later whose link it is: a school, a team, a forum."
GROUP_LONG = "This name is too long. Shorten it to 80 letters."
GROUP_KINDLESS = "Choose what the group is."


def group_taken(name: str) -> str:
    """A group's name twice."""
    return f"There is a group “{name}” already for this questionnaire. Use its link, or choose another name."


LIST_NAMELESS = "Name the list, so that you know later whom it was for."
LIST_LONG = "This name is too long. Shorten it to 80 letters."


def list_taken(name: str) -> str:
    """A list's name twice."""
    return f"There is a list “{name}” already for this questionnaire. Choose another name."


def too_few_or_many(number: int, fewest: int, most: int) -> str:
    """A list of the wrong length."""
    if number < fewest:
        return (
            f"A list needs at least {fewest} people, and this one has {number}: of fewer it could be told who has answered. "
            "Use a group link for them instead."
        )
    return f"A list holds at most {most:,} people, and this one has {number:,}. Make several lists."


# ---- The pages of links ----

LINKS = "Links to hand out"
NO_PLACES = "No round is going on in your area. When your council takes part in one, its links stand here."
NO_LINKS = (
    "There is no open link here. A council that takes part has one for each questionnaire until the round closes."
)
NEXT = {
    Window.NOT_YET: "The round is not open yet. Print posters and prepare letters now; the links work from its first day.",
    Window.OPEN: "Hand the links out: hang a poster up, put the code into a letter, or send the words below by e-mail.",
    Window.GRACE: "The round has closed. Take the posters down; whoever had begun may finish for a day.",
    Window.CLOSED: "The round has closed. Take the posters down.",
}


def place(area: str, asking: str) -> str:
    """An area in a round."""
    return f"{area}: {asking}"


def links_of(area: str) -> str:
    """The title of an area's links."""
    return f"Links of {area}"


def letter(area: str, title: str, address: str, until: str) -> str:
    """Words for a letter or an e-mail, to copy."""
    return (
        f"Have your say about support in {area}\n\n"
        f"We would like to know how you find it: “{title}”. You need no account, nobody asks for your name, and you can "
        f"leave out any question.\n\n{address}\n\nYou can answer until {until}. If you would rather answer on paper or with "
        "somebody’s help, tell whoever gave you this letter.\n"
    )


ONLY_INVITED = "a link lets only those begin who bring an invitation"
EVERYBODY = "a link lets everybody begin"
NOBODY_INVITED = (
    "Nobody could begin at this link: no list of invitations has been made for it. Make a list under “Invitations that work "
    "once”, then come back here."
)

# ---- The page of groups ----

CHOOSE = "Choose"
GROUP_LINKLESS = "Choose which questionnaire the group is asked. If none can be chosen, the round has closed."
NO_GROUPS = "No group has a link yet. Make one below for a school, a team or an event, to see how many answer by it."
GROUP_STRANGER = "Choose one of your area’s own organisations, or nobody. Others are added on the page of the area."
NOBODY_HANDS_OUT = "Nobody but us"
GROUP_MADE = "a group's link was made"
GROUP_PAUSED = "a group's link was paused"
GROUP_RESUMED = "a group's link was opened again"


def groups_of(area: str) -> str:
    """The title of an area's groups."""
    return f"Groups of {area}"


def group_of(kind: str, collector: object | None) -> str:
    """What a group is, and who hands its link out."""
    return f"{kind}, handed out by {collector}" if collector else kind


def tallied(people: int | None) -> str:
    """How many answered by a group's link, as far as it is told."""
    if people is None:
        return "Fewer than 10 answers were there when your results last moved on, or too few beside them to tell."
    return f"{people:,} or more answers when your results last moved on, told in tens."


# ---- Letters by e-mail ----

SERVER_SILENT = (
    "The mail server does not answer, or broke off. Nothing is lost: the letters wait. Look at the server, and at "
    "POET_SMTP_URL."
)
SERVER_REFUSES_US = (
    "The mail server takes nothing from our address. The letters wait. Let it accept mail from the address in "
    "POET_MAIL_FROM, or change that."
)
NO_SERVER = "No mail server is named. Set POET_SMTP_URL and POET_MAIL_FROM, then start this command again."
QUIET_NOW = "Nobody is written to at this hour; the letters wait until it is over."


def sent_off(done: dict[str, int]) -> str:
    """What a worker has done, for the operator."""
    return (
        f"Letters sent: {done['sent']}. To be tried again: {done['later']}. Could not be delivered: {done['refused']}. "
        f"Not sent because of a wish, a stop or the round's end: {done['left']}."
    )


# ---- No more e-mails ----

SILENCE_BUTTON = "Send me no more e-mails"
SILENCE_UNKNOWN = "This link does not work"
SILENCE_UNKNOWN_HOW = (
    "It may have been cut short on its way. Open the e-mail again and choose the link in it, or copy the whole address.\n"
    "You can also tell the council that wrote to you."
)
SILENCED = "You will get no more e-mails"


def silence_title(area: str) -> str:
    """What is asked for."""
    return f"Do you want no more e-mails from {area}?"


def silence_how(area: str) -> str:
    """What it means."""
    return (
        f"Then {area} will not write to this address again to ask how you find support, in this round or in later ones.\n"
        "Nobody is told who has asked for this. You can still answer: the way in that you were sent goes on working."
    )


def silenced_how(area: str) -> str:
    """What has happened, and how to change one's mind."""
    return (
        f"{area} will not write to this address again to ask how you find support. One that is on its way may still arrive.\n"
        "The way in that you were sent goes on working until you have answered. If you change your mind, tell the council: "
        "it can give you a link or a letter at any time."
    )


# ---- Lists of single-use invitations ----

NO_LISTS = (
    "There is no list yet. Make one below: paste addresses to invite people by e-mail, or say how many letters you will post. "
    "Open links need no list."
)
LIST_LINKLESS = "Choose what the people are asked. If nothing can be chosen, the round has closed."
LIST_EMPTY = "Paste or upload addresses, or say how many letters you need: one of the two."
LIST_BOTH = "This has addresses and a number of letters. Keep one of the two; the other can be a list of its own."
LIST_NO_NUMBER = "This is not a number. Write how many letters you need, like 120."
FILE_LARGE = "This file is larger than 2 MB. Save only the column of addresses, as CSV or text, and choose it again."
LIST_MADE = "a list of invitations was made"
LIST_BEGUN = "a list's invitations by e-mail were begun"
LIST_STOPPED = "a list's e-mails were stopped"
LIST_CODES = "codes of invitations"
LIST_ADDRESSES = "addresses of invitations"
TAKEN = (
    "These were taken away already, and are handed out once only, so that nobody can look later who has answered. If the file "
    "was lost, erase this list and make a new one: the lost codes go on working until you do."
)
LETTERS_MANY = (
    "Letters as a PDF are made for up to 500 people. Take the codes as a table, and let your word processor or printer merge "
    "them into letters; or make several lists."
)
NO_MAIL_HERE = (
    "No mail server is named here, so nothing can be sent by e-mail. Ask whoever runs this portal to set POET_SMTP_URL and "
    "POET_MAIL_FROM and to keep “manage.py send_letters” running. Open links, groups and printed letters need none of it."
)
BY_MAIL = {True: "By e-mail", False: "By letters that you print or post"}
LETTER_FIELDS = {
    "language": "Language", "signed": "Who writes", "added": "A few words of your own", "reminders": "Reminders",
    "between": "Days between them",
}  # fmt: skip
REMINDERS = [("0", "None"), ("1", "One"), ("2", "Two")]
SIGNED_LONG = "This is too long. Shorten it to 80 letters."
SIGNED_ODD = "This cannot stand as a sender. Write a name in one line, without < > or control characters."
ADDED_LONG = "This is too long. Shorten it to 600 letters; the rest of the letter says what it is about."
BETWEEN_ODD = "Write a number of days from 3 to 28."
CHOOSE_ONE = "Choose one of those shown."
TEST_SENT = "A test is on its way to your own address. Its code opens nothing."
TEST_SUBJECT = "Test: "


def no_address(line: int, said: str) -> str:
    """What is no address."""
    return f"Line {line}: “{said}” is not an e-mail address. Correct it, or remove the line."


def address_twice(line: int, first: int) -> str:
    """An address twice."""
    return f"Line {line}: this address stands in line {first} already. Remove one of them."


def more_faults(number: int) -> str:
    """What is not listed."""
    return f"And {number:,} more of this kind. Put these right first, then try again."


def lists_of(area: str) -> str:
    """The title of an area's lists."""
    return f"Invitations of {area}"


def list_state(*, by_mail: bool, erased: bool, stopped: bool, started: str) -> str:
    """How far a list has come."""
    if erased:
        return "Its addresses are erased. Ways in that were handed out go on working."
    if not by_mail:
        return "Letters that you print or post."
    if stopped:
        return "By e-mail. Stopped: nothing more is sent."
    return f"By e-mail, from {started}." if started else "By e-mail. Nothing is sent yet."


def in_tens(people: int | None) -> str:
    """A count of a list as far as it is told."""
    return "fewer than 10" if people is None else f"{people:,} or more"


def reminded(begun: int, planned: int) -> str:
    """How often a list was reminded so far."""
    return f"{max(0, begun)} of {planned} begun" if planned else "none planned"


def timetable(first: str, reminders: list[str]) -> str:
    """When letters go out."""
    after = (
        f" Reminders: from {' and from '.join(reminders)}, to whoever is not known to have answered."
        if reminders
        else ""
    )
    return f"From {first}.{after}"


def confirm_title(number: int) -> str:
    """What is about to be begun."""
    return f"Send {number:,} invitations?"


def erase_title(name: str) -> str:
    """What is about to go."""
    return f"Erase the addresses of “{name}”?"


TEST_REFUSED = (
    "The mail server did not take the test. Try again in a few minutes; if it goes on, tell whoever runs this portal."
)
MAIL_CLOSED = "The round has closed for this questionnaire, so nothing more can be sent."
GETS_NONE = "Whoever has asked for no more e-mails, and addresses from which e-mails came back. Their invitations go on working."


def bounces_read(number: int, ours: int) -> str:
    """What was found in a mailbox, for the operator."""
    return f"Messages read: {number}. Letters that failed for good: {ours}."


def no_mailbox(place: str) -> str:
    """Where no mailbox is."""
    return f"There is no Maildir folder and no mbox file at {place}. Name one, or pass one message on standard input."


# ---- Two who begin at once ----

LIST_BEGAN_MEANWHILE = (
    "The e-mails began since you opened the page, so nothing of them can be changed any more. How they look stands below; "
    "the list’s page lets you stop the rest."
)
LETTER_OVERTAKEN = (
    "What the e-mails say, or when they come, was changed since you opened the page. Nothing was sent. Look at what stands "
    "here now, and at the letter, then send them."
)
