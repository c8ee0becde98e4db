"""Where links are handed out."""

from __future__ import annotations

from django.urls import path

from portal.outreach import group_pages, link_pages, silence_page

_PLACE = "links/<slug:slug>/<slug:code>/"
urlpatterns = [
    path("links/", link_pages.link_places, name="link-places"),
    path(_PLACE, link_pages.links, name="links"),
    path("silence/<str:token>/", silence_page.silence_page, name="silence"),
    path(f"{_PLACE}groups/", group_pages.groups_page, name="groups"),
    path(f"{_PLACE}groups/<slug:group>/pause/", group_pages.pause_group, name="pause-group"),
    path(f"{_PLACE}<slug:token>/code.<str:ending>", link_pages.code_file, name="link-code"),
    path(f"{_PLACE}<slug:token>/poster-<slug:face>.pdf", link_pages.poster_file, name="poster"),
]
