"""What AWS deletes with a table or an index: its resource policies, insights and recovery period.

In ministack a table that is created anew would have those of its predecessor.
"""

from ministack.services import dynamodb

from . import recovery_period
from .patching import answer, replace


@replace(dynamodb, "_delete_table")
def delete_table(original, data):
    reply = original(data)
    content = answer(reply)
    if content is None:
        return reply
    table = content["TableDescription"]
    arn, name = table["TableArn"], table["TableName"]
    recovery_period.days.pop(name, None)
    for store, key in ((dynamodb._resource_policies, arn), (dynamodb._contributor_insights, name)):
        for one in [one for one in store if one == key or one.startswith(f"{key}/")]:
            store.pop(one)
    return reply


@replace(dynamodb, "_update_table")
def update_table(original, data):
    reply = original(data)
    if answer(reply) is None:
        return reply
    table = dynamodb._normalize_table_name(data["TableName"])
    for update in data.get("GlobalSecondaryIndexUpdates") or []:
        if "Delete" in update:
            index = dynamodb._ci_key(table, update["Delete"]["IndexName"])
            dynamodb._contributor_insights.pop(index, None)
    return reply
