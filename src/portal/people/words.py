"""Every sentence said about people, roles and signing in, each with what to do next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portal.pages import on_day
from portal.people.rules import RULES, Role

if TYPE_CHECKING:
    from portal.people.models import Invitation

NOT_YOURS_TO_GIVE = "You cannot give this role here. Ask your national coordinator to invite this person."
COLLECTOR_OF = "Choose one of the area's own organisations for a collector, and none for any other role."
NO_INVITATION = (
    "We do not know this invitation. It may have been withdrawn, or a newer one sent. "
    "Use the link in the newest e-mail, or ask whoever invited you."
)
USED_INVITATION = "This invitation was taken up already. If it was you, sign in with your e-mail address."
EXPIRED_INVITATION = (
    "This invitation has run out: it was good for seven days. Ask whoever invited you to send a new one."
)
SHUT_OUT = "This account was closed. Ask your national coordinator to open it again."
OTHER_PERSON = "You are signed in as somebody else. Sign out first, then open the link in the e-mail again."
NO_ZONE = "Choose a place from the list, or the portal's own time."
NAME_MISSING = "Enter your name, so that others know who you are."
# What the sign-in library says, in words that say what to do.
REFUSALS = {
    "incorrect_code": "This code is not right, or it was used already. Enter the newest one.",
    "incorrect_password": "This is not your password. Try again, or use another way.",
    "enter_current_password": "This is not the password you have. Enter it again.",
    "email_password_mismatch": "Address and password do not belong together. Try again, or sign in with a code by e-mail.",
    "too_many_login_attempts": "There were too many attempts. Wait fifteen minutes, or sign in with a code by e-mail.",
    "invalid_login": "Enter your e-mail address, like name@example.org.",
    "rate_limited": "That was too often in too short a time. Wait a few minutes, then try again.",
    "account_inactive": SHUT_OUT,
}
EMAIL_MISSING = "Enter an e-mail address, like name@example.org."
ROLE_MISSING = "Choose a role."
TOO_LATE = "This can no longer be put back here. Invite the person again."
NOT_ONES_OWN = "You cannot change your own role. Ask somebody else who manages people."
ROLE_GONE = (
    "This role is not here any more: somebody has taken it away, or it belongs to another place. Those who hold one now stand "
    "below."
)
HELD_ALREADY = "This person holds that role here already. Take this one away instead."
COLLECTORS_ARE_INVITED = (
    "A collector belongs to an organisation. Take this role away and invite the person to the other one."
)
CAME_FROM = "Came from"
ENDS = "Ends"
INVITATION_TITLE = "You are invited"


def role_of(name: str) -> str:
    """The heading of a page about one role."""
    return f"The role of {name}"


def removed(name: str, role: str) -> str:
    """A role was taken away."""
    return f"{name} is no longer: {role}."


def put_back(name: str, role: str) -> str:
    """A role was put back."""
    return f"{name} is again: {role}."


def change(name: str, kind: str, on: date) -> str:
    """What happened to an area's ground, and when."""
    how = {
        "recoded": "the same ground under another code",
        "merged": "joined with others",
        "split": "divided among several",
    }[kind]
    return f"{name}: {how}, {on_day(on)}"


def needs_area(role: Role) -> str:
    """A role of an area without one."""
    return f"The role {RULES[role].name} belongs to one area. Name the area by its code, like E10000007."


def needs_no_area(role: Role) -> str:
    """A national role with an area."""
    return f"The role {RULES[role].name} is for the whole country. Leave the area out."


def no_area(code: str) -> str:
    """A code that no area has."""
    return f"There is no area with the code {code}. Look the code up on the page of areas, or run manage.py load_areas."


def invitation(invitation: Invitation, address: str) -> tuple[str, str]:
    """The subject and the body of the e-mail that invites somebody."""
    role, place = RULES[Role(invitation.role)].name, invitation.area or "the whole country"
    return "You are invited to POET", (
        f"Hello,\n\n{invitation.by or 'The operator of this portal'} invites you to POET as: {role}, {place}.\n\n"
        f"To accept, open this link within seven days:\n\n{address}\n\n"
        "The link works once. If you did not expect this e-mail, do nothing: no account is made unless you accept.\n"
    )


# ---- Two before the same form ----

OVERTAKEN = (
    "This was changed since you opened the page. What you typed is still in the fields; where something else stands now, it "
    "is said there. Send it again to put yours in its place."
)


def now_says(text: str) -> str:
    """What stands now in a field, in which something else was typed."""
    return f"Since then somebody has put here: {text}" if text else "Since then somebody has emptied this."


def differs(field: str, said: str) -> str:
    """The same in the summary above the form, with the name of the field."""
    return f"“{field}”: {said[:1].lower()}{said[1:]}"


def role_overtaken(name: str, now: str) -> str:
    """A role that was changed while somebody else looked at it."""
    return f"The role of {name} was changed since you opened the page: it is now {now}. Choose again, if it is still wrong."


# ---- What comes first, on the page one comes in by ----

FIRST_A_FACTOR = (
    "Your role lets you see what families answered. Before you go on, set up a second factor: it takes two minutes."
)
SET_ONE_UP = "Set it up"
FIRST_A_ROUND = (
    "See which rounds there are. There you say that your council would like to take part, accept an invitation, and find "
    "the links to hand out."
)
SEE_ROUNDS = "See the rounds"
FIRST_A_WAY = "What your role lets you do stands above this page. You can begin here."
