"""Maxima of on-demand throughput, of tables and of global secondary indexes.

Ministack ignores those of an index in UpdateTable, replaces both where AWS merges, and describes a
lifted maximum as -1. What AWS does was recorded against it by two projects, in July 2026
(github.com/nubo-db/dynoxide/pull/161) and October 2026 (notes `ack-api-quirks`, DDB-TABLE-182):
UpdateTable changes the named maxima alone; -1 lifts one; afterwards DescribeTable omits it, and
`OnDemandThroughput` as a whole once both are lifted. A maximum is at least 1, -1 is refused at
creation, any maximum is refused on a provisioned table, and becoming provisioned lifts them all.
"""

from ministack.core.responses import error_response_json
from ministack.services import dynamodb

from .patching import answer, described, replace

LIFTED = -1
NOT_PROVISIONED = "cannot be specified when {} BillingMode is PROVISIONED"
OUT_OF_RANGE = "for table is outside of valid range"
MAXIMA = ("MaxReadRequestUnits", "MaxWriteRequestUnits")


@replace(dynamodb, "_create_table")
def create_table(original, data):
    billing = data.get("BillingMode") or "PROVISIONED"
    new = [data, *(data.get("GlobalSecondaryIndexes") or [])]
    refused = first_refusal([(maxima_of(one), False) for one in new], billing, "table")
    if refused is not None:
        return refused
    reply = original(data)
    if answer(reply) is None:
        return reply
    table = dynamodb._tables[dynamodb._normalize_table_name(data["TableName"])]
    return settled(table, maxima_of(data), {})


@replace(dynamodb, "_update_table")
def update_table(original, data):
    table = dynamodb._tables.get(dynamodb._normalize_table_name(data.get("TableName")))
    if table is None:
        return original(data)
    billing = data.get("BillingMode") or table["BillingModeSummary"]["BillingMode"]
    updates = data.get("GlobalSecondaryIndexUpdates") or []
    changed = [update["Update"] for update in updates if "Update" in update]
    created = [update["Create"] for update in updates if "Create" in update]
    wanted = [(maxima_of(one), True) for one in [data, *changed]]
    wanted += [(maxima_of(one), False) for one in created]
    refused = first_refusal(wanted, billing, "the table")
    if refused is not None:
        return refused
    before = maxima_of(table)
    reply = original(data)
    if answer(reply) is None:
        return reply
    if billing == "PROVISIONED":
        none = {index["IndexName"]: {} for index in table["GlobalSecondaryIndexes"]}
        return settled(table, {}, none)
    of_indexes = {
        index["IndexName"]: {**maxima_of(index), **maxima_of(change)}
        for change in changed
        for index in table["GlobalSecondaryIndexes"]
        if index["IndexName"] == change["IndexName"]
    }
    return settled(table, {**before, **maxima_of(data)}, of_indexes)


def maxima_of(described):
    return {name: int(units) for name, units in (described.get("OnDemandThroughput") or {}).items()}


def first_refusal(wanted, billing, table):
    """The first error in pairs of maxima and whether they may be lifted."""
    for maxima, liftable in wanted:
        for name in [name for name in MAXIMA if name in maxima]:
            problem = None
            if billing == "PROVISIONED":
                problem = f"{name} for OnDemandThroughput {NOT_PROVISIONED.format(table)}"
            elif maxima[name] < 1 and not (liftable and maxima[name] == LIFTED):
                problem = f"Requested {name} for OnDemandThroughput {OUT_OF_RANGE}"
            if problem is not None:
                text = f"One or more parameter values were invalid: {problem}"
                return error_response_json("ValidationException", text, 400)
    return None


def settled(table, of_table, of_indexes):
    """Stores the maxima of a table and those of some of its indexes. Returns the reply."""
    store(table, of_table)
    for index in table["GlobalSecondaryIndexes"]:
        if index["IndexName"] in of_indexes:
            store(index, of_indexes[index["IndexName"]])
    return described(table)


def store(described, maxima):
    kept = {name: units for name, units in maxima.items() if units != LIFTED}
    described.pop("OnDemandThroughput", None)
    if kept:
        described["OnDemandThroughput"] = kept
