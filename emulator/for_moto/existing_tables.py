"""A scalable target of a table or an index that does not exist: AWS refuses it, moto does not.

Tables are known to the other emulator, at DYNAMODB_URL.
"""

import os

from moto.applicationautoscaling.exceptions import AWSValidationException
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Responses

from neighbour import ask

register = Responses.register_scalable_target


def register_scalable_target(self):
    resource = self._get_param("ResourceId")
    if self._get_param("ServiceNamespace") == "dynamodb" and not exists(resource, self):
        raise AWSValidationException(f"DynamoDB table or index does not exist: {resource}")
    return register(self)


def exists(resource, request):
    """@param resource `table/<table>` or `table/<table>/index/<index>`"""
    _, table, *index = resource.split("/")
    # Whoever asks here asks there, under the other service's name.
    signature = request.headers["Authorization"]
    asker = {"Authorization": signature.replace("application-autoscaling", "dynamodb")}
    if "X-Amz-Security-Token" in request.headers:
        asker["X-Amz-Security-Token"] = request.headers["X-Amz-Security-Token"]
    describe = "DynamoDB_20120810.DescribeTable"
    found = ask(os.environ["DYNAMODB_URL"], describe, {"TableName": table}, asker)
    indexes = (found or {"Table": {}})["Table"].get("GlobalSecondaryIndexes", [])
    return found is not None and (not index or index[-1] in [one["IndexName"] for one in indexes])


Responses.register_scalable_target = register_scalable_target
