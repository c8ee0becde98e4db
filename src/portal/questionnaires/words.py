"""Every sentence said about publishing a questionnaire and reading a published one, each with what to do next."""

from __future__ import annotations

from poet.instrument import Kind
from poet.instrument.faces import Dressed
from poet.instrument.lineage import Change, Trend
from poet.instrument.overlays import Words

UNCHECKED = "These words were made by a machine and are not yet checked by a speaker. The English words count."
FORMS_TITLE = "The questionnaires"
KINDS = {
    Kind.ONE: "Choose one",
    Kind.MANY: "Choose all that fit",
    Kind.NUMBER: "A number",
    Kind.TEXT: "In your own words",
}
CHANGES = {
    Change.SAME: "Asked as before",
    Change.REWORDED: "Asked in other words",
    Change.RESCALED: "Answered in another way",
    Change.ADDED: "New",
    Change.REMOVED: "No longer asked",
}
TRENDS = {
    Trend.RUNS: "Answers can be compared with the version before: a trend line runs on.",
    Trend.MARKED: "A trend line may run on, with a mark where the words changed.",
    Trend.BREAKS: "A trend line breaks here: answers to the two versions are not the same measure.",
}
# Each language by the name its speakers give it.
LANGUAGES = {"en": "English", "cy": "Cymraeg", "pl": "Polski", "ur": "اردو"}


def face(dressed: Dressed) -> str:
    """What a way of asking is called, in its own language."""
    language = LANGUAGES.get(dressed.language, dressed.language)
    if dressed.words is not Words.EASY:
        return language
    faces = "Easy Read with pictures and three faces" if dressed.short else "Easy Read with pictures"
    return faces if dressed.language == "en" else f"{language}, {faces}"


def face_note(dressed: Dressed) -> str:
    """What is to be known before it is chosen: how much is said in it, and whether a speaker has checked it."""
    whole = f"{dressed.completeness:.0%} of the words" if dressed.completeness < 1 else ""
    unchecked = "made by a machine, not yet checked by a speaker" if dressed.draft else ""
    return ", ".join(part for part in (whole, unchecked) if part)


def only(label: str, codes: tuple[str, ...]) -> str:
    """Who is asked: those who gave one of these answers."""
    return f"Only after {label}: {', '.join(codes)}"


def bounds(low: float, high: float) -> str:
    """Which numbers are taken."""
    return f"From {low:g} to {high:,.10g}"


def changed_since(title: str, version: str, before: str) -> str:
    """The heading of what changed from one version to the next."""
    return f"{title}: what changed from {before} to {version}"


def changed(name: str) -> str:
    """A published text was edited."""
    return (
        f"{name} is published, and its text has changed since. Put the old text back; give the new one a new version."
    )


def no_file(name: str, register: str) -> str:
    """The register names a file that is not there."""
    return f"{register} lists {name}, and there is no file {name}.toml. Put the file back: answers were given to it."


def no_register(folder: str, register: str) -> str:
    """The folder has no register."""
    return f"{folder} has no {register}. Point to the folder of published questionnaires."


def composed(number: int) -> str:
    """What a specimen holds besides its core."""
    more = "one question" if number == 1 else f"{number} questions"
    return f"With {more} that a council has added from the bank. All others are the same for every council."


def in_another_bank(item: str, title: str) -> str:
    """Two banks want one id."""
    return f"{item} is a question of “{title}” already. Give the new one an id of its own."


def changed_in_bank(item: str, version: str) -> str:
    """A question of the bank was changed under its id."""
    return (
        f"{item} was published in {version} in other words or on another scale. Give the new question an id of its own."
    )


NOTHING_SAID = "Nothing was written. Write what you would like the authors to know."
SIGNED_OUT_TITLE = "You are not signed in any more"
SIGNED_OUT = (
    "Your words are below and are not stored. Copy them, sign in again, and send them from the question's page. If you "
    "are signed in, your role does not let you comment: ask whoever gave it to you."
)


def too_long(length: int, most: int) -> str:
    """A comment that is too long."""
    return f"This has {length:,} characters. Shorten it to {most:,} or fewer: your words are still in the box."


def replied_already(said: str) -> str:
    """Two authors reply to one comment."""
    return f"Somebody has replied in the meantime: “{said}” Your words are still in the box."


def comments_on(title: str, version: str) -> str:
    """The heading of the comments on a version."""
    return f"Comments on {title}, {version}"


def from_the_bank(topic: str) -> str:
    """The heading of the bank's questions on a topic."""
    return f"From the bank: {topic}"


def waiting(number: int | None) -> str:
    """How many comments on a question are open."""
    if number is None:
        return ""
    return {0: "all settled", 1: "one open comment"}.get(number, f"{number} open comments")


def who(name: str, area: str) -> str:
    """Who said something."""
    return ", ".join(part for part in (name or "Somebody", area or "national team") if part)


KINDS_OF_FILE = {"questionnaire": "Questionnaire", "overlay": "Face of a questionnaire", "bank": "Bank of questions"}
PROPOSALS_TITLE = "Upload and publish questionnaires"
NO_FILE = "No file was chosen. Choose a file, then upload it."
WITHDRAWN = "This was withdrawn. Upload the file again to propose it once more."
PUBLISHED_MEANWHILE = (
    "This was published in the meantime, and what is published does not change. Upload a new version instead."
)
STATE_OPEN, STATE_PUBLISHED, STATE_WITHDRAWN = "waits to be published", "published", "withdrawn"
PREVIEW = "A preview. It cannot be answered here, and nothing is kept."


def too_large(name: str, size: int, most: int) -> str:
    """A file that is too large."""
    return f"{name} has {size:,} bytes. Shorten it to {most:,} bytes or fewer."


def not_text(name: str) -> str:
    """A file that is neither a text nor a workbook."""
    return f"{name} is neither UTF-8 text nor a workbook. Upload our TOML saved as UTF-8, or an XLSForm saved as .xlsx."


def published_already(name: str) -> str:
    """The very same text again."""
    return f"{name} is published already with exactly this text. There is nothing left to do."


def version_taken(name: str) -> str:
    """Another text is published under the name."""
    return f"{name} is published already with another text, and what is published does not change. Give yours a new version."


def follows_nothing(name: str, before: str) -> str:
    """The version before is not there."""
    return (
        f"{name} follows version {before}, which is not published. Publish that first, or correct the line `follows`."
    )


def face_of_nothing(of: str) -> str:
    """An overlay without its questionnaire."""
    return f"There is no questionnaire {of}. Upload the questionnaire first, or correct the line `of`."


def face_before_form(name: str) -> str:
    """An overlay is to be published before its questionnaire."""
    return f"{name} is a face of a questionnaire that is not published yet. Publish the questionnaire first."


def changes_of(number: int, what: str, trend: str) -> str:
    """One line of what a new version changes."""
    return f"{what}: {number}. {trend}"


def no_room(what: str, most: int) -> str:
    """A name that is too long to be kept."""
    name = "id" if what == "form" else what
    return f"The {name} is longer than {most} characters. Shorten it."
