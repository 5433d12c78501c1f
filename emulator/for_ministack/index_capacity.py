"""Provisioned capacity of global secondary indexes when the billing mode changes.

Ministack leaves an index its capacity when the table becomes on-demand, so that Terraform would
plan `read_capacity 2 -> null` for ever, and accepts a provisioned index without capacity, which AWS
refuses. AWS also refuses a capacity that an index has already, as ministack does for tables.
"""

from ministack.core.responses import error_response_json
from ministack.services import dynamodb

from .patching import answer, described, replace

UNITS = ("ReadCapacityUnits", "WriteCapacityUnits")


@replace(dynamodb, "_update_table")
def update_table(original, data):
    table = dynamodb._tables.get(dynamodb._normalize_table_name(data.get("TableName")))
    problem = capacity_problem(table, data) if table else None
    if problem is not None:
        return error_response_json("ValidationException", problem, 400)
    reply = original(data)
    if answer(reply) is None or data.get("BillingMode") != "PAY_PER_REQUEST":
        return reply
    for index in table["GlobalSecondaryIndexes"]:
        index["ProvisionedThroughput"] = dict.fromkeys(UNITS, 0)
    return described(table)


def capacity_problem(table, data):
    updates = data.get("GlobalSecondaryIndexUpdates") or []
    changes = [update.get("Update") or {} for update in updates]
    wanted = {change.get("IndexName"): change.get("ProvisionedThroughput") for change in changes}
    becomes_provisioned = (
        data.get("BillingMode") == "PROVISIONED"
        and table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    )
    for index in table["GlobalSecondaryIndexes"]:
        name, capacity = index["IndexName"], wanted.get(index["IndexName"])
        if becomes_provisioned and capacity is None:
            return (
                "One or more parameter values were invalid: "
                f"ProvisionedThroughput must be specified for index: {name}"
            )
        if capacity is not None and units(capacity) == units(index["ProvisionedThroughput"]):
            return (
                f"The provisioned throughput for the index {name} will not change. "
                "The requested value equals the current value."
            )
    return None


def units(capacity):
    return [int(capacity.get(unit, 0)) for unit in UNITS]
