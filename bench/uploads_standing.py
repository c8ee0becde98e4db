"""`python bench/uploads_standing.py FILE`: a portal in the database of the environment, to which a council hands this table.

The portal's own process checks it, as after a click, while this one looks how far it is; then everything is stored, as after the
second click. Prints seconds, how often the bar stood elsewhere, and the most memory either process took, as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

LOOKS = 0.5  # seconds
FORM = Path(__file__).parents[1] / "instruments" / "ehc-parents" / "2026.toml"


def main(file: str) -> None:
    django.setup()
    from django.utils import timezone

    from portal.councils import scope
    from portal.uploads import receiving
    from portal.uploads.models import Upload

    with scope.everywhere("the bench"):
        place, person = _standing()
        taken = receiving.receive(*place, Path(file).read_bytes(), name=file, by=person, now=timezone.now())
        begun = time.perf_counter()
        bar = _checked(taken.pk)
        checked = time.perf_counter() - begun
        taken = Upload.objects.get(pk=taken.pk)
        assert taken.state == Upload.State.READY, taken.state
        stored = receiving.store(taken, by=person, now=timezone.now())
    seconds = time.perf_counter() - begun
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = {"stored": stored, "checked": checked, "seconds": seconds, "bar": bar, "megabytes": kilobytes / 1024}
    print(json.dumps(told))


def _standing() -> tuple[tuple[object, ...], object]:
    """A round, a council in it, what it is asked, and somebody of it."""
    from django.core.management import call_command
    from django.utils import timezone

    from portal.councils import england
    from portal.councils.models import Area
    from portal.people.inviting import Offer, invite, take_up
    from portal.people.rules import Role
    from portal.questionnaires.publish import publish
    from portal.rounds.taking_part import join, open_round

    call_command("migrate", verbosity=0)
    england.load(england.TABLE)
    now = timezone.now()
    version = publish(FORM.read_text(), FORM.name, on=now.date())
    opens, closes = now - timedelta(days=90), now + timedelta(days=1)
    asking = open_round(slug="bench", name="Bench", opens=opens, closes=closes, versions=[version], made_up=True)
    area = Area.objects.get(pk="E10000007")
    join(asking, [area])
    offered = invite(Offer("bench@example.org", Role.MANAGER, area), by=None, now=now)
    return (asking, area, version), take_up(offered, name="Bench", now=now)


def _checked(key: int) -> int:
    """Have the portal's process check the table; how many places the bar was seen at meanwhile."""
    from portal.uploads.models import Upload

    seen = set()
    with subprocess.Popen([sys.executable, "-m", "django", "check_upload", str(key)]) as process:
        while process.poll() is None:
            seen.add(Upload.objects.values_list("done", flat=True).get(pk=key))
            time.sleep(LOOKS)
    assert process.returncode == 0
    return len(seen)


if __name__ == "__main__":
    main(sys.argv[1])
