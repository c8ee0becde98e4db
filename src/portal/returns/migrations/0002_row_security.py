from django.db import migrations

from portal.councils.row_security import in_areas, protect


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_initial")]

    operations = [protect("returns_taken", in_areas("area_id"))]
