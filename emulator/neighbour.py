"""A request of one emulator to the other, as AWS's services ask each other."""

import json
import urllib.error
import urllib.request


def ask(url, target, body, headers):
    """The answer of a JSON API, None if it refuses. `target` is `<service>.<operation>`."""
    request = urllib.request.Request(
        url,
        data=json.dumps(body).encode(),
        headers={**headers, "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)
    except urllib.error.HTTPError:
        return None
