"""Starts moto, the emulator of what ministack lacks: Application Auto Scaling, and CloudWatch alarms
with metric math.

The provider reads the tags of every scalable target; moto has none, and answers with HTTP 500. The
patch reaches into moto's classes, so its version is pinned in requirements-moto.txt.
Where to listen comes from the environment: BIND_HOST, GATEWAY_PORT.
"""

import json
import os

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.server import main

from suite import end_with_the_suite

register_scalable_target = ApplicationAutoScalingResponse.register_scalable_target


class TagsOfTargets:
    """The requests about tags; a target's ARN holds a random part, so none is used twice."""

    tags = {}

    def register_scalable_target(self):
        reply = register_scalable_target(self)
        if self._get_param("Tags"):
            self.tags[json.loads(reply)["ScalableTargetARN"]] = dict(self._get_param("Tags"))
        return reply

    def list_tags_for_resource(self):
        return json.dumps({"Tags": self.tags.get(self._get_param("ResourceARN"), {})})

    def tag_resource(self):
        self.tags.setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
        return "{}"

    def untag_resource(self):
        tags = self.tags.get(self._get_param("ResourceARN"), {})
        for key in self._get_param("TagKeys"):
            tags.pop(key, None)
        return "{}"


for name, member in vars(TagsOfTargets).items():
    if not name.startswith("__"):
        setattr(ApplicationAutoScalingResponse, name, member)

if __name__ == "__main__":
    end_with_the_suite()
    main(["-H", os.environ["BIND_HOST"], "-p", os.environ["GATEWAY_PORT"]])
