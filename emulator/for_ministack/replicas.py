"""Replicas of a global table.

Ministack gives a replica the key of its source, so that Terraform would recreate it; creates
replicas of a provisioned table whose write capacity is not scaled, which AWS refuses; and keeps
indexes and billing mode of replicas as they were when they were created, where AWS synchronizes them.
Scaling is known to the other emulator, at APPAUTOSCALING_URL. Without it nothing is scaled.
"""

import copy
import os

from ministack.core.responses import error_response_json, get_account_id, get_region, request_scope
from ministack.services import dynamodb

from neighbour import ask

from .patching import answer, replace

SYNCHRONIZED = (
    "AttributeDefinitions",
    "BillingModeSummary",
    "GlobalSecondaryIndexes",
    "ProvisionedThroughput",
)


@replace(dynamodb, "_apply_replica_updates")
def apply_replica_updates(original, name, table, updates):
    if any("Create" in update for update in updates) and not can_have_replicas(name, table):
        text = "Table write capacity should either be Pay-Per-Request or AutoScaled."
        return error_response_json("ValidationException", text, 400)
    error = original(name, table, updates)
    if error is not None:
        return error
    for update in updates:
        change = update.get("Create") or update.get("Update") or {}
        is_encrypted = (table.get("SSEDescription") or {}).get("Status") == "ENABLED"
        if "KMSMasterKeyId" in change or ("Create" in update and is_encrypted):
            encrypt(name, change)
    return None


def encrypt(name, change):
    """With the named key, else with the AWS managed key of the replica's region."""
    region = change["RegionName"]
    with request_scope(get_account_id(), region):
        encryption = dynamodb._sse_description_from_spec({"Enabled": True, **change})
    replica(name, region)["SSEDescription"] = encryption


def can_have_replicas(name, table):
    if table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST":
        return True
    names = [index["IndexName"] for index in table["GlobalSecondaryIndexes"]]
    indexes_are = all(is_scaled(f"table/{name}/index/{index}", "index") for index in names)
    return indexes_are and is_scaled(f"table/{name}", "table")


def is_scaled(resource, kind):
    url = os.environ.get("APPAUTOSCALING_URL")
    if url is None:
        return False
    scope = f"{get_account_id()}/20250101/{get_region()}/application-autoscaling/aws4_request"
    found = ask(
        url,
        "AnyScaleFrontendService.DescribeScalingPolicies",
        {
            "ServiceNamespace": "dynamodb",
            "ResourceId": resource,
            "ScalableDimension": f"dynamodb:{kind}:WriteCapacityUnits",
        },
        {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, Signature=none"},
    )
    policies = (found or {}).get("ScalingPolicies", [])
    # Moto also finds those of resources whose name is a part of the one that was asked for.
    return any(policy["ResourceId"] == resource for policy in policies)


@replace(dynamodb, "_table_description")
def table_description(original, name):
    description = original(name)
    for one in description.get("Replicas", []):
        encryption = replica(name, one["RegionName"]).get("SSEDescription") or {}
        key = encryption.get("KMSMasterKeyArn", "")
        if encryption.get("Status") == "ENABLED" and ":key/" in key:
            one["KMSMasterKeyId"] = key
    return description


@replace(dynamodb, "_update_table")
def update_table(original, data):
    reply = original(data)
    if answer(reply) is None:
        return reply
    table = dynamodb._tables[dynamodb._normalize_table_name(data["TableName"])]
    for region in dynamodb._replica_group(table):
        if region != get_region():
            synchronize(table, replica(table["TableName"], region))
    return reply


def synchronize(table, other):
    for key in SYNCHRONIZED:
        other[key] = copy.deepcopy(table[key])
    for index in other["GlobalSecondaryIndexes"]:
        index["IndexArn"] = f"{other['TableArn']}/index/{index['IndexName']}"
    other.pop(dynamodb._INDEX_MEMBERS, None)


def replica(name, region):
    return dynamodb._tables.get_scoped(get_account_id(), region, name) or {}
