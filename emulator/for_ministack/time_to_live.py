"""Time to live: ministack accepts what AWS refuses.

AWS refuses to turn off what is off (and to turn on what is on), and forgets the attribute of what
was turned off. With ministack's kinder answers a deploy could pass here and fail there.
"""

from ministack.core.responses import error_response_json
from ministack.services import dynamodb

from .patching import answer, replace


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
