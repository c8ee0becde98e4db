from django.db import migrations

from portal.councils.row_security import in_areas, protect, seen


class Migration(migrations.Migration):
    dependencies = [("issuing", "0001_initial")]

    operations = [
        protect("issuing_piece", in_areas("area_id")),
        protect("issuing_finished", seen("issuing_piece", "id", "piece_id")),
    ]
