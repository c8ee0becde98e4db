from django.db import migrations

from portal.councils.row_security import in_areas, protect, seen


class Migration(migrations.Migration):
    dependencies = [("uploads", "0001_initial")]

    operations = [
        protect("uploads_upload", in_areas("area_id")),
        protect("uploads_file", seen("uploads_upload", "id", "upload_id")),
        protect("uploads_staged", seen("uploads_upload", "id", "upload_id")),
        protect("uploads_origin", seen("uploads_upload", "id", "upload_id")),
    ]
