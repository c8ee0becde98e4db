"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from portal.issuing import files, pages

_RUNS = "rounds/<slug:slug>/reports/"
_RUN = f"{_RUNS}<int:number>/"
urlpatterns = [
    path(_RUNS, pages.runs, name="runs"),
    path(f"{_RUNS}start/", pages.start_run, name="start-run"),
    path(_RUN, pages.one_run, name="run"),
    path(f"{_RUN}again/", pages.run_again, name="run-again"),
    path(f"{_RUN}reports-<slug:ending>.zip", files.all_files, name="run-files"),
    path(f"{_RUN}<int:piece>/report.<slug:ending>", files.one_file, name="run-file"),
]
