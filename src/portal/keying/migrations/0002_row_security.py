from django.db import migrations

from portal.councils.row_security import in_areas, protect, seen


class Migration(migrations.Migration):
    dependencies = [("keying", "0001_initial")]

    operations = [
        protect("keying_bundle", in_areas("area_id")),
        protect("keying_sheet", seen("keying_bundle", "id", "bundle_id")),
    ]
