"""Vault lock of AWS Backup: ministack has no route for it."""

import json
import time

from ministack.services import backup

from .patching import answer, replace, scoped_like

SECONDS_PER_DAY = 86_400
locks = scoped_like(backup._vaults)


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
