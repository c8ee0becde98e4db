from django.db import migrations

from portal.councils.row_security import in_areas, protect


class Migration(migrations.Migration):
    dependencies = [("caseloads", "0001_initial")]

    operations = [protect("caseloads_target", in_areas("area_id"))]
