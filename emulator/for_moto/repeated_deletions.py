"""A deletion that the AWS SDK sends twice, because the connection broke before the reply came.

The second time there is nothing left to delete, and moto answers with an error. It gets the first reply.
"""

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Responses

replies = {}


def once(delete):
    def delete_once(self):
        invocation = self.headers.get("amz-sdk-invocation-id")
        if invocation is None:
            return delete(self)
        if invocation not in replies:
            replies[invocation] = delete(self)
        return replies[invocation]

    return delete_once


for name in ("delete_scaling_policy", "delete_scheduled_action", "deregister_scalable_target"):
    setattr(Responses, name, once(getattr(Responses, name)))
