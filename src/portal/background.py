"""Work that no page waits for is a command of `manage.py` in a process of its own. What it does, who may do it twice and
when it is held for dead is said beside each work; here is only how such a process is begun."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Thread


def start(command: str, *arguments: str) -> None:
    """Begin `manage.py COMMAND ARGUMENTS` and return at once; it outlives the request, and the server."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    begun = subprocess.Popen(  # noqa: S603 (a command of ours, and keys)
        [sys.executable, "-m", "django", command, *arguments],
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # Whoever begins a process looks after it when it has ended: else it would keep its number, and look alive.
    Thread(target=begun.wait, daemon=True).start()
