from django.db import migrations

from portal.councils.row_security import in_areas, protect


class Migration(migrations.Migration):
    dependencies = [("councils", "0003_group")]

    operations = [protect("councils_group", in_areas("area_id"))]
