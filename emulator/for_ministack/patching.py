"""Tools of the patches."""

import functools
import json

from ministack.core.responses import json_response
from ministack.services import dynamodb


def answer(reply):
    """The parsed body of a (status, headers, body) reply, None unless it succeeded."""
    return json.loads(reply[2]) if reply[0] == 200 else None


def with_body(reply, content):
    """The reply with another body."""
    return reply[0], reply[1], json.dumps(content).encode()


def described(table):
    """The reply of UpdateTable about a table as it is now."""
    return json_response({"TableDescription": dynamodb._table_description(table["TableName"])})


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
