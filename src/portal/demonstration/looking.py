"""What there is to see in the demonstration and where: whatever was played is named, and nothing else."""

from __future__ import annotations

from pathlib import Path

from django.urls import reverse

from portal.councils.models import Area
from portal.demonstration import last_year, reaching, words
from portal.demonstration.words import Look
from portal.editing.models import Draft
from portal.editing.states import State
from portal.engagement.models import Event, Told
from portal.issuing.models import Run
from portal.outreach.models import InvitationList
from portal.publishing.models import Publication, Withdrawal
from portal.questionnaires.models import Version
from portal.rounds.models import Link, Round


def places(asking: Round, area: Area, version: Version, link: Link) -> dict[str, list[Look]]:
    """By who may look: paths with what stands there."""
    return {
        words.ANYBODY: [*_for_respondents(link), *_public(asking, area, version)],
        words.COUNCIL: _for_the_council(asking, area, version),
        words.NATION: _for_the_nation(),
    }


def _for_respondents(link: Link) -> list[Look]:
    found = [
        Look("Everything", reverse("home")),
        Look("A parent's questionnaire", reverse("start", args=[link.token])),
    ]
    if invitation := reaching.invitation(link):
        found.append(Look("A letter's invitation, good once", invitation))
    if code := reaching.keepsake(link):
        found.append(Look("What became of my answers", reverse("keepsake"), f"with the code {code}"))
    return found


def _public(asking: Round, area: Area, version: Version) -> list[Look]:
    place = [asking.slug, area.code, version.form]
    found = [
        Look(f"{area}'s results", reverse("results", args=place)),
        Look("Its PDF", reverse("download", args=[*place, "pdf"])),
    ]
    if Told.objects.filter(plan__round=asking, plan__area=area, plan__version=version, taken_back=None).exists():
        found.append(Look("You said, we did", reverse("you-said", args=place)))
    reports = Publication.public.filter(round__slug=last_year.SLUG).order_by("pk")
    if reports:
        found.append(Look("Published reports", reverse("reports")))
    found += [Look(one.subtitle.partition(" · ")[0], reverse("report", args=[one.address])) for one in reports]
    taken_back = Withdrawal.objects.filter(address__contains=last_year.SLUG)
    return found + [Look("A report taken back", reverse("report", args=[one.address])) for one in taken_back]


def _for_the_council(asking: Round, area: Area, version: Version) -> list[Look]:
    place = [asking.slug, area.code]
    found = [
        Look("The round at a glance", reverse("glance", args=place)),
        Look("Who are we not hearing?", reverse("hearing", args=[*place, version.form]), "beside a made-up caseload"),
        Look("The round's analysis plan", reverse("analysis-plan", args=[asking.slug])),
        Look("Links of groups, counted", reverse("groups", args=place)),
    ]
    lists = InvitationList.objects.filter(link__round=asking, link__area=area)
    found += [Look("Letters by e-mail", reverse("invitation-list", args=[*place, one.pk])) for one in lists]
    written = Draft.objects.filter(area=area, state=State.ENGAGEMENT)
    found += [Look("A report being written", reverse("draft", args=[one.pk])) for one in written]
    if Event.objects.filter(plan__round=asking, plan__area=area).exists():
        found.append(Look("Action plan and event", reverse("action-plan", args=[*place, version.form])))
    return found


def _for_the_nation() -> list[Look]:
    found = [
        Look("A run of reports, ended", reverse("run", args=[last_year.SLUG, run.pk]))
        for run in Run.objects.filter(round__slug=last_year.SLUG)
    ]
    if Draft.objects.filter(state=State.SIGNED).exists():
        found.append(Look("Signed, and not published", reverse("publishing"), "its council has not agreed"))
    return found


def files(pdf: Path, ledger: Path) -> list[Look]:
    """What was written beside the database."""
    letters = reaching.letters()
    found = [Look("The report as a PDF", str(pdf))]
    found += [Look("The letters that were sent", str(letters))] if letters.is_dir() else []
    if ledger.is_file():
        found += [
            Look("All that was issued", str(ledger)),
            *(Look(what, say) for what, say in words.on_a_ledger(ledger)),
        ]
    return found
