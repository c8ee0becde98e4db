"""Writing the commentary on one section: the text, the figures that can be put in, and both texts where two wrote at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.editing import words
from portal.editing.commentary import LONGEST
from portal.editing.differences import rows
from portal.editing.draft_pages import where
from portal.editing.figures import by_section, claims_of, told
from portal.editing.finding import found, me, there
from portal.editing.inserting import sections
from portal.editing.models import Draft
from portal.editing.moving import NotMoved
from portal.editing.returning import brought_back, written_in
from portal.editing.unclaimed import unclaimed
from portal.editing.writing import Content, NotWritten, Overtaken, Written, content, write
from portal.people.doors import may_do
from portal.people.rules import Action

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: a text, and the step it began from; what is said about it; what stands there meanwhile."""

    text: str
    base: int
    error: str = ""
    note: str = ""
    theirs: str | None = None


@written_in
@may_do(Action.EDIT_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def write_page(request: HttpRequest, draft: int, section: str) -> HttpResponse:
    """The commentary on a section, to be written."""
    kept = found(request, draft)
    now = content(kept)
    title = title_of(now, section)
    standing = now.commentary.get(section, Written("", 0))
    if request.method != "POST":
        back = brought_back(request)
        typed = Typed(standing.text, standing.number)
        if "text" in back:
            typed = Typed(back["text"], _number(back.get("base", "")), note=words.BROUGHT_BACK)
        return _form(request, kept, now, section, title, typed)
    typed = Typed(request.POST.get("text", ""), _number(request.POST.get("base", "")))
    if request.POST.get("do") == "insert":
        return _form(request, kept, now, section, title, _inserted(typed, request.POST.get("figure", ""), now))
    return _taken(request, kept, now, section, title, typed)


def _taken(request: HttpRequest, draft: Draft, now: Content, section: str, title: str, typed: Typed) -> HttpResponse:
    try:
        write(draft, section, typed.text, base=typed.base, by=me(request), at=timezone.now())
    except Overtaken as late:
        both = Typed(typed.text, late.number, error=str(late), theirs=late.theirs)
        return _form(request, draft, now, section, title, both, 409)
    except (NotWritten, NotMoved) as fault:
        return _form(request, draft, now, section, title, Typed(typed.text, typed.base, error=str(fault)), 422)
    return there("draft", draft.pk, mark=f"#commentary-{section}-heading")


def title_of(now: Content, section: str) -> str:
    """The title of a section, or of what is left of one that is gone. Raises Http404."""
    titles = {one.id: one.title for one in sections(now.report)}
    if section not in titles and section not in now.commentary:
        raise Http404
    return titles.get(section, words.COMMENTARY_ON_GONE)


def _inserted(typed: Typed, figure: str, now: Content) -> Typed:
    """The text with a figure at its end: nothing is saved yet."""
    if figure not in claims_of(now.report):
        return Typed(typed.text, typed.base, error=words.CHOOSE_FIGURE)
    text = typed.text.rstrip()
    return Typed(f"{text} {{{{{figure}}}}}".lstrip(), typed.base, note=words.PUT_IN)


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _form(
    request: HttpRequest,
    draft: Draft,
    now: Content,
    section: str,
    title: str,
    typed: Typed,
    status: int = 200,
) -> HttpResponse:
    # A text that is too long is given back whole, but not taken apart.
    faults = unclaimed({section: typed.text}, claims_of(now.report)) if len(typed.text) <= LONGEST else ()
    context = {
        **where(draft),
        "page_title": words.commentary_on(title),
        "errors": [{"href": "#text", "text": typed.error}] if typed.error else [],
        "typed": typed,
        "most": f"{LONGEST:,}",
        "figures": _figures(draft, now, section),
        "faults": faults,
        "compared": rows(typed.theirs, typed.text) if typed.theirs is not None else (),
    }
    return render(request, "editing/write.html", context, status=status)


def _figures(draft: Draft, now: Content, section: str) -> list[Context]:
    """What can be put in: the figures of this section first."""
    groups = sorted(by_section(now.report), key=lambda one: one.section != section)
    instrument, seen = draft.version.instrument, set[str]()
    listed = []
    for one in groups:
        fresh = [claim for claim in one.claims if claim.id not in seen]
        seen.update(claim.id for claim in fresh)
        if fresh:
            listed.append({"title": one.title, "claims": [{"id": c.id, "text": told(c, instrument)} for c in fresh]})
    return listed
