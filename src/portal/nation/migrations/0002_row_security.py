from django.db import migrations

from portal.councils.row_security import in_areas, protect


class Migration(migrations.Migration):
    dependencies = [("nation", "0001_records")]

    operations = [protect("nation_membership", in_areas("area_id"))]
