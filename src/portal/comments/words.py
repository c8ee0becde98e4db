"""Every sentence said to coders of comments."""

from __future__ import annotations

TITLE = "Comments"
WHO = (
    "What people wrote in their own words. Only national analysts read it, it is in no file, and that you read it stands in the "
    "audit log. A comment may hold a name: copy none out of here."
)
NO_ROUNDS = "There is no round yet. When people have answered one, what they wrote stands here."
NO_QUESTIONS = "This questionnaire asks for nothing in people's own words, so there is nothing to read."
NOTHING_WRITTEN = "Nobody has written anything here so far, or it has been erased."
ORDER = (
    "In no order of arrival, without council, month and what else the same person answered, so that nobody is put together from "
    "what they said."
)
