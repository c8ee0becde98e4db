from django.db import migrations

from portal.councils.row_security import at_link, in_areas, protect


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_initial")]

    operations = [
        protect("rounds_participation", in_areas("area_id")),
        protect("rounds_link", f"({in_areas('area_id')} OR {at_link('token')})"),
    ]
