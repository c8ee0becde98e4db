"""Where links are handed out."""

from __future__ import annotations

from django.urls import path

from portal.outreach import group_pages, link_pages, list_pages, mail_pages, quiet_page, silence_page, taking

_PLACE = "links/<slug:slug>/<slug:code>/"
_LIST = f"{_PLACE}lists/<int:number>/"
urlpatterns = [
    path("links/", link_pages.link_places, name="link-places"),
    path(_PLACE, link_pages.links, name="links"),
    path("areas/<slug:code>/quiet-hours/", quiet_page.quiet_hours, name="quiet-hours"),
    path("silence/<str:token>/", silence_page.silence_page, name="silence"),
    path(f"{_PLACE}groups/", group_pages.groups_page, name="groups"),
    path(f"{_PLACE}groups/<slug:group>/pause/", group_pages.pause_group, name="pause-group"),
    path(f"{_PLACE}lists/", list_pages.lists_page, name="lists"),
    path(_LIST, list_pages.list_page, name="invitation-list"),
    path(f"{_LIST}stop/", list_pages.stop_list, name="stop-list"),
    path(f"{_LIST}erase/", list_pages.erase_list, name="erase-list"),
    path(f"{_LIST}take.<str:ending>", taking.take_codes, name="take-codes"),
    path(f"{_LIST}mail/", mail_pages.mail_page, name="mail-list"),
    path(f"{_LIST}begin/", mail_pages.begin_list, name="begin-list"),
    path(f"{_PLACE}<slug:token>/admission/", link_pages.admission, name="link-admission"),
    path(f"{_PLACE}<slug:token>/code.<str:ending>", link_pages.code_file, name="link-code"),
    path(f"{_PLACE}<slug:token>/poster-<slug:face>.pdf", link_pages.poster_file, name="poster"),
]
