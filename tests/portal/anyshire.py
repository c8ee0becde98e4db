"""A small named world: Anyshire, Othershire and Nowhere, made only through the actions the portal itself uses."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from portal.capture import keeping
from portal.capture.models import Draft
from portal.capture.submitting import submit
from portal.councils import england
from portal.councils.models import Area
from portal.demonstration.walking import Form
from portal.issuing.models import Finished, Piece, Run
from portal.keying.bundling import Cover, keep_sheet, open_bundle
from portal.keying.models import Bundle
from portal.people.interest import checked, take
from portal.people.models import Interest, Person
from portal.questionnaires.models import Version
from portal.questionnaires.publish import publish, publish_bank, publish_faces
from portal.rounds.choosing import choose
from portal.rounds.enrolling import step
from portal.rounds.lifecycle import Do
from portal.rounds.models import Choice, Link, Round, State
from portal.rounds.taking_part import join, open_round
from portal.uploads.checking import run
from portal.uploads.models import Upload
from portal.uploads.receiving import receive

ANYSHIRE, OTHERSHIRE, NOWHERE = "E10900001", "E10900002", "E10900003"
AREAS = f"""code,name,region,kind,plans_january_2025
{ANYSHIRE},Anyshire,East Midlands,county,3000
{OTHERSHIRE},Othershire,South West,county,2000
{NOWHERE},Nowhere,London,london borough,12
"""
QUESTIONNAIRE = """
id = "small"
version = "1"
title = "Getting support"
language = "en"
respondents = "parents and carers"
about = "Why we ask.\\n\\nWho reads it."

[[variants]]
id = "ehc"
title = "With plans"
words = { a_plan = "an EHC plan" }

[[scales]]
id = "frequency"
options = [
  { code = "always", text = "Always", side = "favourable" },
  { code = "sometimes", text = "Sometimes", side = "neutral" },
  { code = "never", text = "Never", side = "unfavourable" },
  { code = "dont-know", text = "Don't know", apart = true },
]

[[sections]]
id = "child"
title = "About your child"
kind = "context"
intro = "Think of one child."

[[sections]]
id = "process"
title = "Getting {a_plan}"
kind = "process"

[[sections]]
id = "comments"
title = "In your own words"
kind = "comment"

[[items]]
id = "age"
section = "child"
kind = "number"
unit = "years"
low = 0
high = 25
ask = "How old is your child?"
label = "Age"
source = ["R060"]

[[items]]
id = "has-budget"
section = "child"
kind = "one"
options = [{ code = "yes", text = "Yes" }, { code = "no", text = "No" }]
ask = "Is there a personal budget?"
label = "Personal budget"
source = ["R062"]

[[items]]
id = "budget-months"
section = "child"
kind = "number"
unit = "months"
low = 0
high = 300
ask = "How long has it been there?"
label = "Time with a budget"
when = [{ item = "has-budget", is = ["yes"] }]
source = ["R063"]

[[items]]
id = "weekly"
section = "child"
kind = "number"
unit = "pounds"
low = 0
high = 10000
ask = "How much is it a week?"
label = "Weekly sum"
when = [{ item = "has-budget", is = ["yes"] }]
source = ["R065"]

[[items]]
id = "needs"
section = "child"
kind = "many"
options = [
  { code = "learning", text = "Learning" },
  { code = "senses", text = "Seeing or hearing" },
  { code = "none", text = "None of these", alone = true },
]
ask = "What does your child need support with?"
label = "Needs"
source = ["R060"]

[[items]]
id = "information"
section = "process"
kind = "one"
scale = "frequency"
block = "first"
ask = "The information was clear."
label = "Clear information"
source = ["R068"]

[[items]]
id = "communication"
section = "process"
kind = "one"
scale = "frequency"
block = "first"
ask = "People kept us informed."
label = "Communication"
source = ["R068"]

[[items]]
id = "anything"
section = "comments"
kind = "text"
ask = "What else should we know?"
label = "Anything else"
source = ["R072"]
"""
PAGES = ["age", "has-budget", "budget-months", "weekly", "needs", "information", "anything"]


@dataclass(frozen=True)
class World:
    """A round that is open in all three areas, with one questionnaire."""

    round: Round
    version: Version
    links: dict[str, Link]

    @property
    def link(self) -> Link:
        """Anyshire's link."""
        return self.links[ANYSHIRE]


def load_areas(folder: Path) -> list[Area]:
    """The three areas, through the loader."""
    file = folder / "areas.csv"
    file.write_text(AREAS)
    england.load(file)
    return list(Area.objects.all())


def world(folder: Path, *, made_up: bool = False, days_left: float = 30, text: str = QUESTIONNAIRE) -> World:
    """Everything, through the actions."""
    areas = load_areas(folder)
    version = publish(text, "small.toml", on=date(2026, 9, 1))
    now = timezone.now()
    closes = now + timedelta(days=days_left)
    asking = open_round(
        slug="autumn",
        name="Autumn",
        opens=closes - timedelta(days=90),
        closes=closes,
        versions=[version],
        made_up=made_up,
    )
    return World(asking, version, {link.area_id: link for link in join(asking, areas)})


def interested(name: str) -> Interest:
    """Somebody says that Anyshire would like to take part."""
    asked = {"council": "Anyshire", "name": name, "email": "jo@anyshire.example", "role": "Commissioner"}
    take(checked(asked), today=timezone.localdate())
    return Interest.objects.latest("pk")


def left(world: World, by: Person, area: str = ANYSHIRE) -> None:
    """The area leaves the round, by the action of its page; `by` is a manager of it."""
    step(world.round, Area.objects.get(pk=area), Do.WITHDRAW, by=by, seen=State.TAKING_PART, now=timezone.now())


EASY = """
of = "small/1"
face = "easy"
words = "easy"
[items.age]
ask = "How old?"
picture = "age"
[scales.frequency.pictures]
always = "face-5"
never = "face-1"
"""
URDU = """
of = "small/1"
face = "ur"
language = "ur"
draft = true
[items.age]
ask = "عمر؟"
"""
THREE = """
of = "small/1"
face = "easy-3"
words = "easy"
on = "easy"
[scales.frequency]
short = [
  { code = "yes-3", text = "Yes", side = "favourable", covers = ["always"] },
  { code = "bit-3", text = "A bit", side = "neutral", covers = ["sometimes"] },
  { code = "no-3", text = "No", side = "unfavourable", covers = ["never"] },
]
"""


def dressed(world: World) -> World:
    """The small questionnaire in Easy Read, with three faces, and in a draft in Urdu."""
    texts = {"small/1.easy": EASY, "small/1.ur": URDU, "small/1.easy-3": THREE}
    publish_faces(world.version, texts, on=date(2026, 9, 1))
    return world


def sent(link: Link, **said: str) -> None:
    """One response, through the action that the last page calls; `_` in a name stands for `-`."""
    cells = {item.replace("_", "-"): cell for item, cell in said.items()}
    draft = Draft.objects.create(key=keeping.new_key(), link=link, answers=cells, touched=timezone.localdate())
    submit(draft_key=draft.key, now=timezone.now())


def bundled(world: World, *counted: int, by: Person, area: str = ANYSHIRE, sheets: int = 1) -> Bundle:
    """A bundle of paper with some sheets typed, each of them saying the age 4."""
    cover = Cover("Box 3", str(*counted), "ehc", "standard")
    opened = open_bundle(world.round, Area.objects.get(pk=area), world.version, cover, by=by, now=timezone.now())
    for number in range(sheets):
        keep_sheet(opened, {"age": "4"}, slip=f"slip {number}", by=by)
    return opened


def handed_in(world: World, data: bytes, *, by: Person, area: str = ANYSHIRE, check: bool = True) -> Upload:
    """A table that was handed in, and checked."""
    place = Area.objects.get(pk=area)
    one = receive(world.round, place, world.version, data, name="table.csv", by=by, now=timezone.now())
    if check:
        run(one.pk)
    return one


BANK = """
id = "travel"
version = "1"
title = "Getting about"
[[scales]]
id = "frequency"
options = [
  { code = "always", text = "Always", side = "favourable" },
  { code = "sometimes", text = "Sometimes", side = "neutral" },
  { code = "never", text = "Never", side = "unfavourable" },
  { code = "dont-know", text = "Don't know", apart = true },
]
[[items]]
id = "bus"
kind = "one"
scale = "frequency"
ask = "Does the bus come on time?"
label = "Bus on time"
for = ["small"]
[[items]]
id = "ramp"
kind = "one"
scale = "frequency"
ask = "Does the ramp work?"
label = "Ramp"
for = ["small"]
[[items]]
id = "ferry"
kind = "one"
scale = "frequency"
ask = "Is there a ferry?"
label = "Ferry"
for = ["island"]
"""


def with_more(world: World, *chosen: str, area: str = ANYSHIRE) -> Choice:
    """The bank is published, and an area has chosen from it."""
    publish_bank(BANK, "travel", on=date(2026, 9, 1))
    return choose(world.round, Area.objects.get(pk=area), world.version, chosen)


class Reader(HTMLParser):
    """The words of a page, its form, and its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hrefs: list[str] = []
        self.labels: list[str] = []
        self.form = Form()
        self.form.feed(page)
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect links, and what only a screen reader says."""
        self.labels += [value or "" for name, value in attrs if name in {"aria-label", "alt", "title"} and value]
        self.hrefs += [value or "" for name, value in attrs if tag == "a" and name == "href"]

    def handle_data(self, data: str) -> None:
        """Collect words."""
        self.words += [data.strip()] if data.strip() else []


@dataclass
class Parent:
    """Somebody with a browser: follows redirects, sends forms as they stand, may lose or refuse cookies."""

    link: Link
    keeps_cookies: bool = True
    client: Client = field(default_factory=Client)
    page: Reader | None = None
    status: int = 0
    address: str = ""

    def open(self, place: str = "") -> Parent:
        """Go to a page of the questionnaire."""
        return self._came(
            self.client.get(f"/a/{self.link.token}/{place}", follow=True), f"/a/{self.link.token}/{place}"
        )

    def send(self, **fields: str | list[str]) -> Parent:
        """Send the form on the page with these fields; `__` in a name stands for `.` and `_` for `-`."""
        assert self.page is not None
        assert self.page.form.action is not None
        named = {name.replace("__", ".").replace("_", "-"): value for name, value in fields.items()}
        action = self.page.form.action
        return self._came(self.client.post(action, dict(self.page.form.hidden) | named, follow=True), action)

    def post(self, place: str, fields: dict[str, Any], **headers: str) -> Parent:
        """Send anything at all, with the draft's key."""
        hidden = dict(self.page.form.hidden) if self.page else {}
        action = f"/a/{self.link.token}/{place}"
        return self._came(self.client.post(action, hidden | fields, follow=True, headers=headers), action)

    def lose_cookies(self) -> Parent:
        """The browser forgets."""
        self.client.cookies.clear()
        return self

    @property
    def words(self) -> list[str]:
        """What stands on the page."""
        assert self.page is not None
        return self.page.words

    @property
    def at(self) -> str:
        """The page one stands on, by the form it holds or the address."""
        assert self.page is not None
        return (self.page.form.action or self.address).removeprefix(f"/a/{self.link.token}/").strip("/")

    def _came(self, response: Any, asked: str) -> Parent:
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else asked
        self.status = response.status_code
        self.page = Reader(response.content.decode())
        if not self.keeps_cookies:
            self.client.cookies.clear()
        return self


def issued(world: World) -> Run:
    """A run that has ended, with a finished file for each council."""
    run = Run.objects.create(round=world.round, kind="termly", state="ended", at=timezone.now(), ended=timezone.now())
    for area in Area.objects.all():
        piece = Piece.objects.create(run=run, version=world.version, area=area, name=area.name, state="made")
        data = b"{}"
        Finished.objects.create(piece=piece, ending="json", digest=sha256(data).hexdigest(), data=zlib.compress(data))
    return run
