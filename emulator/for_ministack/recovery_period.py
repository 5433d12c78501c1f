"""Point-in-time recovery: ministack forgets the recovery period.

Terraform would plan `recovery_period_in_days 0 -> 7` for ever. AWS's own default is 35 days.
"""

from ministack.services import dynamodb

from .patching import answer, replace, scoped_like, with_body

DEFAULT_DAYS = 35
days = scoped_like(dynamodb._pitr_settings)


def with_recovery_period(original, data):
    reply = original(data)
    content = answer(reply)
    if content is None:
        return reply
    recovery = content["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    if recovery["PointInTimeRecoveryStatus"] == "ENABLED":
        table = dynamodb._normalize_table_name(data["TableName"])
        recovery["RecoveryPeriodInDays"] = days.get(table, DEFAULT_DAYS)
    return with_body(reply, content)


@replace(dynamodb, "_update_continuous_backups")
def update_continuous_backups(original, data):
    table = dynamodb._normalize_table_name(data["TableName"])
    settings = data["PointInTimeRecoverySpecification"]
    days[table] = settings.get("RecoveryPeriodInDays") or DEFAULT_DAYS
    return with_recovery_period(original, data)


@replace(dynamodb, "_describe_continuous_backups")
def describe_continuous_backups(original, data):
    return with_recovery_period(original, data)
