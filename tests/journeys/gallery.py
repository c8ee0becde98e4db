"""Every page and every state of every component with made-up words, drawn without the portal: what the browser tests look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.languages import said
from portal.pages import checked, day

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src" / "portal" / "templates"
OFTEN = ["Always", "Mostly", "Sometimes", "Rarely", "Never"]
DIFFERENCE = ["It has helped a lot", "It has helped a little", "It has made no difference", "It has made it a little worse",
              "It has made it a lot worse"]  # fmt: skip
STATEMENTS = {
    "information": "The information we were given was clear.",
    "listened": "People listened to what we had to say.",
    "child-heard": "My child’s own views were taken seriously.",
    "together": "The people who support us worked together.",
    "time": "Things happened when we were told they would.",
}


def environment() -> Environment:
    """The portal's own settings for templates, with addresses of built files instead of Django's."""
    drawn = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawn.globals["static"] = lambda name: f"/static/{name}"
    drawn.globals["say"] = said()
    drawn.globals["newsletter"] = str
    drawn.filters |= {"checked": checked, "day": day}
    return drawn


def option(text: str, **given: Any) -> dict[str, Any]:
    return {
        "code": text.lower().replace(" ", "-"),
        "text": text,
        "checked": False,
        "apart": False,
        "alone": False,
        **given,
    }


def scaled(item: str, legend: str, **given: Any) -> dict[str, Any]:
    options = [*map(option, OFTEN), option("Don’t know", apart=True)]
    return {"id": item, "kind": "one", "legend": legend, "hint": "", "error": "", "options": options, **given}


def many(**given: Any) -> dict[str, Any]:
    options = [
        option("A personal assistant", checked=True),
        option("Short breaks", hint="Time away for your child or for you, for a few hours or a few days."),
        option("Equipment"),
        option("None of these", alone=True),
    ]
    return {"id": "spent-on", "kind": "many", "legend": "What is the money spent on?", "hint": "Choose all that fit.", "error": "",
            "options": options, **given}  # fmt: skip


def number(**given: Any) -> dict[str, Any]:
    return {"id": "weekly", "kind": "number", "legend": "How much is the personal budget a week?", "hint": "An estimate is fine.",
            "error": "", "value": "", "prefix": "£", "suffix": "a week", **given}  # fmt: skip


def duration(**given: Any) -> dict[str, Any]:
    return {"id": "so-far", "kind": "duration", "legend": "How long has the plan been in place?", "hint": "", "error": "",
            "value": {"years": "", "months": "7"}, **given}  # fmt: skip


def comment(**given: Any) -> dict[str, Any]:
    return {"id": "works-well", "kind": "text", "legend": "What works well?", "hint": "Please leave out names.", "error": "",
            "value": "", "most": 10_000, **given}  # fmt: skip


FRAME: dict[str, Any] = {
    "service_name": "Have your say about support",
    "aloud": True,
    "made_up": True,
    "language": "en",
    "errors": [],
}
SITE: dict[str, Any] = {
    **FRAME, "request": {"path": "/"}, "exporting": False, "newest": [],
    "shelves": [{"text": "Published reports", "href": "/reports/", "about": "Of councils that agreed to it."}],
}  # fmt: skip
ASKED: dict[str, Any] = {
    **FRAME, "page_title": "How support is arranged", "action": "/a/next", "hidden": {"draft": "d1"}, "back": "/a/before",
    "progress": "Question 4 of about 20", "section_title": "How support is arranged", "intro": "", "csrf_input": "",
}  # fmt: skip
WAYS: dict[str, Any] = {
    "faces": [
        {"text": "English", "language": "en", "note": "", "href": "?face=standard#ways", "chosen": True},
        {"text": "Easy Read with pictures", "language": "en", "note": "", "href": "?face=easy#ways", "chosen": False},
        {
            "text": "اردو",
            "language": "ur",
            "note": "not yet checked by a speaker",
            "href": "?face=ur#ways",
            "chosen": False,
        },
    ],
    "looks": [
        {"text": "Standard print", "href": "?look=plain#ways", "chosen": True},
        {"text": "High contrast", "href": "?look=contrast#ways", "chosen": False},
    ],
}
NOT_UNDERSTOOD = {"code": "dont-understand", "text": "I don’t understand this question"}
BLOCK = [scaled(item, legend) for item, legend in STATEMENTS.items()]
MISSED = "Enter an amount in pounds, like 120 or 13.50."
ROWS = [
    {"key": legend, "value": "Mostly", "href": f"/a/{item}", "change": legend}
    for item, legend in list(STATEMENTS.items())[:3]
]

PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "start": ("capture/start.html", {
        **FRAME, "page_title": "Education, health and care plans: tell us how it is going", "council": "Anyshire", "minutes": 10,
        "about": "We would like to know what it was like to get the plan, and what difference it makes to your child’s life.",
        "closes": "31 January 2027", "action": "/a/start", "hidden": {"draft": "d1"}, "csrf_input": "", **WAYS,
    }),
    "easy": ("capture/question.html", {
        **ASKED, "easy": True, "ways": "/a/#ways", "section_picture": "/static/pictures/school.svg", "items": [
            scaled("heard", "Did people listen to you?", picture="/static/pictures/listening.svg",
                   options=[option("Yes", picture="/static/pictures/face-5.svg"), option("No", picture="/static/pictures/face-1.svg"),
                            option("I don’t understand this question", picture="/static/pictures/dont-understand.svg", apart=True)]),
        ],
    }),
    "right-to-left": ("capture/question.html", {
        **ASKED, "language": "ur", "direction": "rtl", "unchecked": "These words are not yet checked by a speaker.", "items": [
            scaled("heard", "کیا لوگوں نے آپ کی بات سنی؟", options=[option("ہمیشہ"), option("کبھی نہیں"), option("معلوم نہیں", apart=True)]),
            comment(legend="اور کیا؟", not_understood=NOT_UNDERSTOOD, unclear=True),
        ],
    }),
    "large": ("capture/question.html", {**ASKED, "look": "large", "items": [many(error="Keep “None of these” alone.")]}),
    "contrast": ("capture/question.html", {
        **ASKED, "look": "contrast", "ways": "/a/#ways", "errors": [{"href": "#weekly", "text": MISSED}],
        "items": [many(), number(error=MISSED), comment(not_understood=NOT_UNDERSTOOD, unclear=False)],
    }),
    "one": ("capture/question.html", {**ASKED, "items": [scaled("information", STATEMENTS["information"])]}),
    "block": ("capture/question.html", {
        **ASKED, "items": BLOCK, "intro": "Think of the last twelve months. How often was each of these true?",
    }),
    "block-of-long-answers": ("capture/question.html", {
        **ASKED, "items": [
            scaled(item, legend, options=[*map(option, DIFFERENCE), option("Don’t know", apart=True), option("Does not apply", apart=True)])
            for item, legend in list(STATEMENTS.items())[:2]
        ],
    }),
    "many": ("capture/question.html", {**ASKED, "items": [many()]}),
    "number": ("capture/question.html", {**ASKED, "items": [number()]}),
    "number-refused": ("capture/question.html", {
        **ASKED, "items": [number(value="lots", error=MISSED)], "errors": [{"href": "#weekly", "text": MISSED}],
    }),
    "duration": ("capture/question.html", {**ASKED, "items": [duration()]}),
    "text": ("capture/question.html", {**ASKED, "items": [comment()]}),
    "every-state": ("capture/question.html", {
        **ASKED,
        "errors": [{"href": "#refused", "text": "Choose one answer."}, {"href": "#spent-on", "text": "Keep “None of these” alone."}],
        "items": [
            scaled("chosen", "Something already answered", options=[option("Yes", checked=True), option("No", hint="Not at all.")]),
            scaled("refused", "Something to put right", hint="One is enough.", error="Choose one answer."),
            many(error="Keep “None of these” alone."), number(error=MISSED), duration(error="Enter months from 0 to 11."),
            comment(value="ሰላም – مرحبا", error="Shorten it to 10,000 characters or fewer."),
        ],
    }),
    "review": ("capture/review.html", {
        **FRAME, "page_title": "Look over your answers", "back": "/a/before", "action": "/a/send", "hidden": {"draft": "d1"},
        "csrf_input": "", "sections": [
            {"title": "How support is arranged", "rows": ROWS},
            {"title": "Money", "rows": [
                {"key": "What is it spent on?", "value": ["Short breaks", "Equipment"], "href": "/a/4", "change": "What is it spent on?"},
                {"key": "What works well?", "value": "Not answered", "href": "/a/5", "change": "What works well?"},
            ]},
        ],
    }),
    "thanks": ("capture/thanks.html", {
        **FRAME, "page_title": "Thank you", "council": "Anyshire", "keepsake": "abcd-efgh-jkmn-pqrs", "keepsake_at": "poet.example/keepsake",
        "what_next": ["In March, Anyshire will publish what families said together, and what it will do about it."],
    }),
    "message": ("capture/message.html", {
        **FRAME, "page_title": "These questions are closed", "go": {"text": "Go to the front page", "href": "/"},
        "paragraphs": ["They closed on 31 January 2027.", "If you would still like to say something, ask your council."],
    }),
    "help": ("capture/help.html", {
        **FRAME, "lines": [("danger", "call_danger", "999"), ("young", "call_young", "0800 1111")], "back": "/a/before",
        "contact": {"name": "Anyshire’s support service", "phone": "01632 960 001", "email": "support@anyshire.example"},
    }),
    "home": ("publishing/front.html", {
        **SITE, "page_title": "What is support like, and what difference does it make?",
        "round": {"name": "Demonstration round", "opens": "1 September 2026", "closes": "31 January 2027"},
        "questionnaires": [{"title": "Education, health and care plans", "respondents": "parents and carers", "href": "/a/abc"}],
        "areas": [{"name": name, "href": f"/results/{name}", "pdf": f"/results/{name}.pdf"}
                  for name in ("Anyshire", "Bournemouth, Christchurch and Poole", "Nowhere", "Othershire")],
    }),
    "home-empty": ("publishing/front.html", {
        **SITE, "page_title": "What is support like?", "round": None, "questionnaires": [], "areas": [], "made_up": False,
    }),
    "results": ("reporting/results.html", {
        **FRAME, "page_title": "Most families in Anyshire say they were listened to", "subtitle": "Demonstration round, Anyshire",
        "downloads": [{"text": "As a PDF", "href": "/r.pdf"}, {"text": "As a spreadsheet", "href": "/r.xlsx"}],
        "report": "<article><h1>Most families say they were listened to</h1><h2>What is working</h2><p class='govuk-body'>About two thirds (65%).</p></article>", "empty": "",
    }),
    "results-empty": ("reporting/results.html", {
        **FRAME, "page_title": "Anyshire", "subtitle": "Demonstration round", "downloads": [], "report": "",
        "empty": "Fewer than 10 people have answered so far. Results will stand here from the tenth answer on.",
    }),
    "facts": ("gallery.html", {**FRAME, "page_title": "Facts", "made_up": False}),
    "404": ("404.html", {}), "403": ("403.html", {}), "500": ("500.html", {}),
}  # fmt: skip

FACTS = """
{% extends "layout.html" %}
{% from "components/facts.html" import details, table, tag, pagination %}
{% from "components/messages.html" import inset, notification %}
{% from "components/actions.html" import button, link_button %}
{% block content %}
<h1 class="govuk-heading-xl">Facts</h1>
{{ notification("Important", "The round closes tomorrow.") }}{{ inset("Nobody has answered yet.") }}
{% call details("Why is this withheld?") %}Fewer than ten people answered.{% endcall %}
{{ table("Answers by area", ["Area", "Answers", "Share"], [["Anyshire", "43", "65%"], ["Nowhere", "12", "50%"]], numeric_from=1) }}
<p class="govuk-body">{{ tag("Made up") }}</p>
{{ pagination("/1", "/3") }}
{{ button("Continue") }} {{ button("Leave it", quiet=true) }} {{ link_button("Front page", "/", quiet=true) }}
{% endblock %}
"""


def drawn(name: str) -> str:
    """The page with this name, as HTML."""
    template, context = PAGES[name]
    room = environment()
    page = room.from_string(FACTS) if template == "gallery.html" else room.get_template(template)
    return page.render(context)
