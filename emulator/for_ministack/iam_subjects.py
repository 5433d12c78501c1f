"""What a request is about, as IAM sees it: ministack names no resource in some requests, so that only a
statement with the resource * allows them, and it does not know the condition keys of IAM.

Source: Service Authorization Reference, "Actions, resources, and condition keys" of IAM, DynamoDB and AWS Backup.
"""

import json
from urllib.parse import unquote

from ministack.core import iam_actions
from ministack.services import iam

from .patching import replace


@replace(iam_actions, "extract_resource_arn")
def resource_arn(original, service, method, path, headers, body, params, region, account):
    def own(resource, place=region):
        return f"arn:aws:{service}:{place}:{account}:{resource}"

    if service == "iam":
        named = iam_resource(lambda resource: own(resource, ""), params, account)
    elif service == "dynamodb":
        named = tagged_table(body)
    elif service == "kms":
        named = aliased_key(own, body)
    elif service == "backup":
        named = backup_resource(own, path)
    else:
        named = None
    return named or original(service, method, path, headers, body, params, region, account)


def iam_resource(own, params, account):
    name = params_of(params, "RoleName")
    if name:
        role = iam._roles.get_scoped(account, None, name)
        return role["Arn"] if role else own(f"role{params_of(params, 'Path') or '/'}{name}")
    if params_of(params, "Action") == "CreatePolicy":
        return own(f"policy{params_of(params, 'Path') or '/'}{params_of(params, 'PolicyName')}")
    return None


def tagged_table(body):
    try:
        return json.loads(body or b"{}").get("ResourceArn")
    except ValueError:
        return None


def aliased_key(own, body):
    """Policies name keys, not their aliases. Source: KMS Developer Guide, "Controlling access with aliases"."""
    key = json.loads(body or b"{}").get("KeyId", "")
    return own(f"key/{key.removeprefix('alias/')}") if key.startswith("alias/") else None


def backup_resource(own, path):
    parts = unquote(path).strip("/").split("/")
    if parts[0] == "backup-vaults" and len(parts) > 1:
        return own(f"backup-vault:{parts[1]}")
    if parts[:2] == ["backup", "plans"]:
        # A plan that is being created has no id yet.
        return own(f"backup-plan:{parts[2] if len(parts) > 2 else 'new'}")
    if parts[0] in ("tags", "untag"):
        return "/".join(parts[1:])
    return None


@replace(iam_actions, "request_tag_context")
def condition_keys(original, service, action, body, params):
    keys = dict(original(service, action, body, params))
    if service != "iam":
        return keys
    policy = params_of(params, "PolicyArn")
    if policy:
        keys["iam:PolicyARN"] = policy
    boundary = params_of(params, "PermissionsBoundary")
    if boundary:
        keys["iam:PermissionsBoundary"] = boundary
    return keys


def params_of(params, name):
    return iam_actions._query_param(params, name)
