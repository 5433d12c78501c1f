"""A request that the AWS SDK sends twice.

A connection to ministack may break before its reply has arrived. The AWS SDK then sends the same
invocation once more, and what the first attempt created "already exists". It gets the first reply.
"""

import collections

from ministack import app

from .patching import replace

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
