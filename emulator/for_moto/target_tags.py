"""Tags of scalable targets.

The provider reads those of every target, and moto answers with HTTP 500: no target could be created.
A target's ARN has a random part, so none is used twice.
"""

import json

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Responses

tags_of = {}
register = Responses.register_scalable_target


def register_scalable_target(self):
    reply = register(self)
    if self._get_param("Tags"):
        tags_of[json.loads(reply)["ScalableTargetARN"]] = dict(self._get_param("Tags"))
    return reply


def list_tags_for_resource(self):
    return json.dumps({"Tags": tags_of.get(self._get_param("ResourceARN"), {})})


def tag_resource(self):
    tags_of.setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
    return "{}"


def untag_resource(self):
    tags = tags_of.get(self._get_param("ResourceARN"), {})
    for key in self._get_param("TagKeys"):
        tags.pop(key, None)
    return "{}"


for operation in (register_scalable_target, list_tags_for_resource, tag_resource, untag_resource):
    setattr(Responses, operation.__name__, operation)
