"""AWS managed keys, such as `alias/aws/dynamodb`.

AWS creates one in a region as soon as somebody asks for it. The provider asks for it with every
`aws_dynamodb_table_replica`, in both regions; ministack says that there is none.
"""

from ministack.services import kms

from .patching import answer, replace

PREFIX = "alias/aws/"


@replace(kms, "_describe_key")
def describe_key(original, data):
    alias = data.get("KeyId", "").split(":")[-1]
    if alias.startswith(PREFIX) and kms._alias_arn(alias) not in kms._aliases:
        key = answer(kms._create_key({"Description": f"{alias}, created by AWS"}))["KeyMetadata"]
        kms._create_alias({"AliasName": alias, "TargetKeyId": key["KeyId"]})
    return original(data)
