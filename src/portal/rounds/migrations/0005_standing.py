from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from portal.councils import scope
from portal.councils.row_security import in_areas, protect


def enrol(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Whoever took part before there were states takes part."""
    del schema_editor
    enrolment, participation = apps.get_model("rounds", "Enrolment"), apps.get_model("rounds", "Participation")
    now = timezone.now()
    with scope.everywhere("the states of those who take part already"):
        enrolment.objects.bulk_create(
            enrolment(round_id=one.round_id, area_id=one.area_id, state="taking-part", since=now)
            for one in participation.objects.all()
        )


class Migration(migrations.Migration):
    dependencies = [("rounds", "0004_life")]

    operations = [
        migrations.RunPython(enrol, migrations.RunPython.noop),
        protect("rounds_enrolment", in_areas("area_id")),
        protect("rounds_step", in_areas("area_id")),
        protect("rounds_answered", in_areas("area_id")),
        protect("rounds_nudge", in_areas("area_id")),
    ]
