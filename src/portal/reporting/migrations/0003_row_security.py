from django.db import migrations

from portal.councils.row_security import in_areas, protect


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_live_rounds")]

    operations = [protect("reporting_step", in_areas("area_id"))]
