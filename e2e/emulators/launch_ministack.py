"""Starts ministack, the AWS emulator of the end-to-end suite, with the answers that it lacks.

The patches below reach into ministack's private functions, so its version is pinned in
requirements.txt; what each one repairs would otherwise look like a defect of the project.
Where to listen comes from the environment: BIND_HOST, GATEWAY_PORT.
"""

import collections
import functools
import json
import os
import signal
import sys
import threading
import time

from ministack import app
from ministack.core.responses import error_response_json
from ministack.services import backup, dynamodb


def answer(body):
    """The parsed body of a (status, headers, body) reply, None unless it succeeded."""
    return json.loads(body[2]) if body[0] == 200 else None


def replace(module, name):
    """Decorator: the function takes the place of `module.name` and gets the original first."""

    def patch(function):
        original = getattr(module, name)
        setattr(module, name, functools.wraps(original)(functools.partial(function, original)))
        return function

    return patch


def scoped_like(example):
    """A new store, separated by account and region as ministack's own stores are."""
    return type(example)()


# A connection to ministack may break before its reply has arrived. The AWS SDK then sends the same
# invocation once more, and what the first attempt created "already exists". It gets the first reply.
INVOCATIONS_KEPT = 1000
replies = collections.OrderedDict()


@replace(app, "_dispatch_service_request")
async def dispatch_once(original, method, path, headers, *rest):
    invocation = headers.get("amz-sdk-invocation-id")
    if invocation in replies:
        return replies[invocation]
    reply = await original(method, path, headers, *rest)
    succeeded, is_whole = reply[0] < 300, isinstance(reply[2], (bytes, str))
    if invocation is not None and succeeded and is_whole:
        replies[invocation] = reply
        if len(replies) > INVOCATIONS_KEPT:
            replies.popitem(last=False)
    return reply


# Point-in-time recovery: ministack forgets the recovery period, so that Terraform would plan
# `recovery_period_in_days 0 -> 7` for ever. AWS's own default is 35 days.
recovery_days = scoped_like(dynamodb._pitr_settings)
DEFAULT_RECOVERY_DAYS = 35


def with_recovery_period(original, data):
    reply = original(data)
    content = answer(reply)
    if content is None:
        return reply
    recovery = content["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    if recovery["PointInTimeRecoveryStatus"] == "ENABLED":
        table = dynamodb._normalize_table_name(data["TableName"])
        recovery["RecoveryPeriodInDays"] = recovery_days.get(table, DEFAULT_RECOVERY_DAYS)
    return reply[0], reply[1], json.dumps(content).encode()


@replace(dynamodb, "_update_continuous_backups")
def update_continuous_backups(original, data):
    table = dynamodb._normalize_table_name(data["TableName"])
    settings = data["PointInTimeRecoverySpecification"]
    recovery_days[table] = settings.get("RecoveryPeriodInDays") or DEFAULT_RECOVERY_DAYS
    return with_recovery_period(original, data)


@replace(dynamodb, "_describe_continuous_backups")
def describe_continuous_backups(original, data):
    return with_recovery_period(original, data)


# Time to live: AWS refuses to turn off what is off (and to turn on what is on), and forgets the
# attribute of what was turned off. Ministack is kinder, so that a deploy could pass here and fail
# there.
@replace(dynamodb, "_update_ttl")
def update_ttl(original, data):
    table = dynamodb._normalize_table_name(data.get("TableName"))
    wanted = data.get("TimeToLiveSpecification", {}).get("Enabled", False)
    is_on = dynamodb._ttl_settings.get(table, {}).get("TimeToLiveStatus") == "ENABLED"
    if table in dynamodb._tables and wanted == is_on:
        word = "enabled" if is_on else "disabled"
        return error_response_json("ValidationException", f"TimeToLive is already {word}", 400)
    reply = original(data)
    if answer(reply) is not None and not wanted:
        dynamodb._ttl_settings.pop(table, None)
    return reply


# Vault lock: ministack has no route for it.
locks = scoped_like(backup._vaults)
SECONDS_PER_DAY = 86_400


@replace(backup, "handle_request")
async def handle_backup_request(original, method, path, headers, body, query):
    parts = path.strip("/").split("/")
    if len(parts) != 3 or parts[0] != "backup-vaults" or parts[2] != "vault-lock":
        return await original(method, path, headers, body, query)
    vault = parts[1]
    if vault not in backup._vaults:
        return backup._err("ResourceNotFoundException", f"Vault '{vault}' not found.", 404)
    if method == "DELETE":
        locks.pop(vault, None)
    else:
        locks[vault] = json.loads(body or b"{}")
    return backup._no_content()


@replace(backup, "_describe_vault")
def describe_vault(original, name):
    reply = original(name)
    content, lock = answer(reply), locks.get(name)
    if content is None or lock is None:
        return reply
    content["Locked"] = True
    for bound in ("MinRetentionDays", "MaxRetentionDays"):
        if bound in lock:
            content[bound] = lock[bound]
    if "ChangeableForDays" in lock:
        content["LockDate"] = time.time() + SECONDS_PER_DAY * lock["ChangeableForDays"]
    return backup._ok(content)


def stop_with_the_suite():
    """Ends this process when the one that started it is gone, however that one ended."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=stop_with_the_suite, daemon=True).start()
    app.main()
