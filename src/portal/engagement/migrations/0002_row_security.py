from django.db import migrations

from portal.councils.row_security import in_areas, protect, seen

_PLAN = seen("engagement_plan", "id", "plan_id")
_ACTION = seen("engagement_action", "id", "action_id")
_EVENT = seen("engagement_event", "id", "event_id")


class Migration(migrations.Migration):
    dependencies = [("engagement", "0001_initial")]

    operations = [
        protect("engagement_plan", in_areas("area_id")),
        protect("engagement_action", _PLAN),
        protect("engagement_event", _PLAN),
        protect("engagement_told", _PLAN),
        protect("engagement_turn", _ACTION),
        protect("engagement_evidence", _ACTION),
        protect("engagement_facilitation", _EVENT),
        protect("engagement_remark", _EVENT),
    ]
