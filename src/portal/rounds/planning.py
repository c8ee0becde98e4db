"""The form in which a round is planned: what is typed becomes days, and days become moments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from portal.questionnaires.models import Version
from portal.rounds import words
from portal.rounds.calendar import Days, NoSuchMoment, academic_year, closing, days, opening, terms, year_name
from portal.rounds.models import Repeats, Round, Span
from portal.rounds.scheduling import Plan

_AS_TYPED = ["%Y-%m-%d", "%d %m %Y", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"]
YEARS_AHEAD = 3
# The fields of the page that say one thing about a round together.
_OF = {"first": "opens", "last": "closes"}


def _day() -> forms.DateField:
    return forms.DateField(
        required=False,
        input_formats=_AS_TYPED,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": words.DAY_MISSING},
    )


class RoundForm(forms.Form):
    """Everything about a round; what can no longer change is not in it, and is taken from the round."""

    name = forms.CharField(
        max_length=120,
        error_messages={"required": words.ROUND_WITHOUT_A_NAME, "max_length": words.ROUND_WITHOUT_A_NAME},
    )
    span = forms.ChoiceField(
        choices=[("", words.CHOOSE), *Span.choices],
        error_messages={"required": words.SPAN_MISSING, "invalid_choice": words.SPAN_MISSING},
    )
    year = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, error_messages={"invalid_choice": words.YEAR_MISSING}
    )
    term = forms.ChoiceField(required=False, error_messages={"invalid_choice": words.TERM_MISSING})
    first = _day()
    last = _day()
    versions = forms.MultipleChoiceField(
        error_messages=dict.fromkeys(("required", "invalid_choice", "invalid_list"), words.ROUND_WITHOUT_QUESTIONNAIRE)
    )
    repeats = forms.ChoiceField(choices=Repeats.choices)
    invites_at_once = forms.BooleanField(required=False)

    def __init__(self, said: Any = None, *, asking: Round | None = None, may: Iterable[str] | None = None) -> None:
        self.before = _initial(asking)
        super().__init__(said, initial=self.before)
        self.asking = asking
        self.kept = {one.pk: one for one in Version.objects.defer("text")}
        this = academic_year(timezone.localdate())
        offered = {this - 1 + ahead for ahead in range(YEARS_AHEAD + 1)} | ({asking.year} if asking else set())
        years = [(one, year_name(one)) for one in sorted(year for year in offered if year)]
        self._offer("year", [("", words.NO_YEAR), *years])
        self._offer("term", [("", words.NO_TERM), *((one.id, one.name) for one in terms())])
        self._offer("versions", [(str(one.pk), f"{one.title} ({one})") for one in self.kept.values()])
        for name in list(self.fields):
            if may is not None and _OF.get(name, name) not in may:
                del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def plan(self) -> Plan | None:
        """What is planned, once every field is sound by itself; None, with errors, where they do not fit together."""
        said = {**self.before, **self.cleaned_data}
        span, year, term = Span(said["span"]), said.get("year"), said.get("term", "")
        stretch = self._stretch(span, year, term)
        if stretch is None:
            return None
        try:
            opens, closes = self._moments(stretch)
        except NoSuchMoment:
            self.add_error("first" if "first" in self.fields else None, words.NO_SUCH_MOMENT)
            return None
        return Plan(
            name=" ".join(said["name"].split()),
            span=span,
            opens=opens,
            closes=closes,
            versions=tuple(self.kept[int(one)] for one in said["versions"]),
            repeats=Repeats(said["repeats"]),
            invites_at_once=said["invites_at_once"],
            year=year,
            term=term if span is Span.TERM else "",
        )

    def _stretch(self, span: Span, year: int | None, term: str) -> Days | None:
        """The days: those of the span where it is chosen anew, else those typed, else those the round has."""
        before = self.before
        said = {**before, **self.cleaned_data}
        first, last = said.get("first"), said.get("last")
        kept = self.asking is not None and all(before[one] == said.get(one) for one in ("span", "year", "term"))
        if span is not Span.OWN and not kept:
            chosen = days(span, year=year, term=term, first=first)
            if chosen is None:
                self._lacks(span, year)
            return chosen
        if first and last:
            return Days(first, last)
        self.add_error("last" if first else "first", words.DAY_MISSING)
        return None

    def _lacks(self, span: Span, year: int | None) -> None:
        if span in {Span.WEEKS, Span.QUARTER}:
            self.add_error("first", words.DAY_MISSING)
        elif not year:
            self.add_error("year", words.YEAR_MISSING)
        else:
            self.add_error("term", words.TERM_MISSING)

    def _moments(self, stretch: Days) -> tuple[datetime, datetime]:
        """Day by day in one's own zone; a day that stays keeps its moment, whatever time of the day it was."""
        zone, before = timezone.get_current_timezone(), self.before
        opens, closes = opening(stretch, zone), closing(stretch, zone)
        if self.asking is not None:
            opens = self.asking.opens if before["first"] == stretch.first else opens
            closes = self.asking.closes if before["last"] == stretch.last else closes
        return opens, closes


def _initial(asking: Round | None) -> dict[str, Any]:
    """What stands in the form at first."""
    if asking is None:
        return {"span": "", "year": None, "term": "", "repeats": Repeats.ONCE, "invites_at_once": False}
    return {
        "name": asking.name,
        "span": asking.span,
        "year": asking.year,
        "term": asking.term,
        "first": first_day(asking),
        "last": last_day(asking),
        "versions": [str(one) for one in asking.versions.values_list("pk", flat=True)],
        "repeats": asking.repeats,
        "invites_at_once": asking.invites_at_once,
    }


def first_day(asking: Round) -> date:
    """The day a round opens, in one's own zone."""
    return timezone.localtime(asking.opens).date()


def last_day(asking: Round) -> date:
    """The last day on which a round is open, in one's own zone."""
    return timezone.localtime(asking.closes - timedelta(microseconds=1)).date()
