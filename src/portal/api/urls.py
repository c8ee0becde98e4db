"""Where the API stands: one address for each in the table of operations, and a problem for every other."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from portal.api import token_pages
from portal.api.document import document
from portal.api.linking import review_link
from portal.api.operations import view
from portal.api.routes import addresses

V1 = "api/v1"


class Word(StringConverter):
    """What stands in the place of a {word} of an operation's address."""

    regex = "[A-Za-z0-9._-]{1,80}"


class Anything(StringConverter):
    """The rest of an address, line ends included: they too are answered with a problem, not with a page."""

    regex = "(?s:.*)"


register_converter(Word, "word")
register_converter(Anything, "anything")


def _route(template: str) -> str:
    return V1 + template.replace("{", "<word:").replace("}", ">")


urlpatterns = [
    path(f"{V1}/openapi.json", document, name="api-document"),
    *(
        path(_route(template), view(operations), name=f"api-{operations[0].name}")
        for template, operations in addresses()
    ),
    path(f"{V1}/<anything:rest>", view(()), name="api-unknown"),
    path("r/<slug:token>/", review_link, name="review-link"),
    path("keys/", token_pages.keys, name="api-keys"),
    path("keys/new/", token_pages.new, name="api-key-new"),
    path("keys/<int:number>/end/", token_pages.end, name="api-key-end"),
]
