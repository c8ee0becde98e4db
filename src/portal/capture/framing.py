"""What stands around every page of a questionnaire: whose it is, in which face and look, and what its forms carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from poet.instrument.faces import RIGHT_TO_LEFT, Dressed
from poet.instrument.overlays import Words
from portal.capture import words
from portal.languages import ENGLISH, catalogues, said

# Names of hidden fields end in a point, which no item id holds.
DRAFT_FIELD, FACE_FIELD, LOOK_FIELD = "draft-key.", "face.", "look."
# The buttons of the screen before a question that is only for the respondent's eyes.
SHOW_FIELD, SKIP_FIELD = "show.", "skip."
# The button that keeps the page and shows the three pictures.
STOP_FIELD = "stop."


@dataclass(frozen=True, slots=True)
class Frame:
    """Around a page: the link's token, the area that asks, the draft's key, the face and the look."""

    token: str
    area: str
    made_up: bool
    key: str
    dressed: Dressed
    look: str

    def context(self) -> dict[str, Any]:
        """What the layout of a page is given."""
        say = said(self.dressed.language)
        return {
            "service_name": words.service(self.area, self.dressed.language),
            "made_up": self.made_up,
            "language": self.dressed.language,
            "direction": "rtl" if self.dressed.right_to_left else "ltr",
            "easy": self.dressed.words is Words.EASY,
            "say": say,
            "look": self.look,
            "aloud": True,
            "unchecked": say["unchecked"] if self.dressed.draft else "",
            "help_at": reverse("help-here", args=[self.token]),
            "privacy_at": reverse("privacy-here", args=[self.token]),
            "ways": reverse("start", args=[self.token]) + "#ways",
            "hidden": {DRAFT_FIELD: self.key, FACE_FIELD: self.dressed.face, LOOK_FIELD: self.look},
            "csrf_input": "",
        }


def spoken(language: str) -> dict[str, Any]:
    """What the layout of a page that belongs to no questionnaire is given: English, or a language that we have."""
    known = language if language in catalogues() else ENGLISH
    return {
        "language": known,
        "direction": "rtl" if known in RIGHT_TO_LEFT else "ltr",
        "say": said(known),
        "unchecked": said(known)["unchecked"] if known != ENGLISH else "",
    }
