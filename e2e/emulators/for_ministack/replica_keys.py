"""The customer managed key of a replica: ministack forgets it, so that Terraform would recreate the replica."""

from ministack.core.responses import get_account_id
from ministack.services import dynamodb

from .patching import replace


@replace(dynamodb, "_apply_replica_updates")
def apply_replica_updates(original, name, table, updates):
    error = original(name, table, updates)
    if error is not None:
        return error
    for change in [update.get("Create") or update.get("Update") or {} for update in updates]:
        if change.get("KMSMasterKeyId"):
            encryption = dynamodb._sse_description_from_spec({"Enabled": True, **change})
            replica(name, change["RegionName"])["SSEDescription"] = encryption
    return None


@replace(dynamodb, "_table_description")
def table_description(original, name):
    description = original(name)
    for one in description.get("Replicas", []):
        encryption = replica(name, one["RegionName"]).get("SSEDescription") or {}
        key = encryption.get("KMSMasterKeyArn", "")
        if encryption.get("Status") == "ENABLED" and ":key/" in key:
            one["KMSMasterKeyId"] = key
    return description


def replica(name, region):
    return dynamodb._tables.get_scoped(get_account_id(), region, name) or {}
