from django.db import migrations

from portal.councils.row_security import in_areas, protect, seen


class Migration(migrations.Migration):
    dependencies = [("editing", "0001_initial")]

    operations = [
        protect("editing_draft", in_areas("area_id")),
        *(
            protect(f"editing_{name}", seen("editing_draft", "id", "draft_id"))
            for name in ("making", "step", "sealed", "signature", "thread")
        ),
        protect("editing_remark", seen("editing_thread", "id", "thread_id")),
    ]
