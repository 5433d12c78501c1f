# Every capability that the emulators have to have, written by hand: it proves them, not the project.

variable "endpoints" {
  type = map(string)
}

variable "stream_arn" {
  description = "A Kinesis stream, which Terraform takes 20 s to create."
  type        = string
}

variable "replicated_table_arn" {
  description = "A table with a stream in eu-west-1."
  type        = string
}

variable "keys" {
  description = "ARNs of KMS keys, by region."
  type        = map(string)
}

variable "edited" {
  description = "Whether everything has the values of a second deploy."
  type        = bool
  default     = false
}

# One process of the provider, not two: the replica is of a table that another deployment has elsewhere.
provider "aws" {
  region                      = "eu-central-1"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  max_retries                 = 2
  endpoints {
    appautoscaling = var.endpoints.appautoscaling
    cloudwatch     = var.endpoints.cloudwatch
    dynamodb       = var.endpoints.dynamodb
    kms            = var.endpoints.kms
    sts            = var.endpoints.sts
  }
}

data "aws_caller_identity" "current" {}

# Auto scaling of a table and its index.

resource "aws_dynamodb_table" "scaled" {
  name           = "scaled"
  billing_mode   = "PROVISIONED"
  read_capacity  = 1
  write_capacity = 1
  hash_key       = "id"
  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "date"
    type = "S"
  }
  global_secondary_index {
    name            = "by-date"
    hash_key        = "date"
    projection_type = "ALL"
    read_capacity   = 1
    write_capacity  = 1
  }
  lifecycle {
    ignore_changes = [read_capacity, write_capacity]
  }
}

locals {
  scaled = {
    table_write = ["table/scaled", "dynamodb:table:WriteCapacityUnits", "DynamoDBWriteCapacityUtilization"]
    index_write = ["table/scaled/index/by-date", "dynamodb:index:WriteCapacityUnits", "DynamoDBWriteCapacityUtilization"]
  }
}

resource "aws_appautoscaling_target" "scaled" {
  for_each           = local.scaled
  service_namespace  = "dynamodb"
  resource_id        = each.value[0]
  scalable_dimension = each.value[1]
  min_capacity       = 1
  max_capacity       = var.edited ? 20 : 10
  tags               = { team = var.edited ? "b" : "a" }
  depends_on         = [aws_dynamodb_table.scaled]
}

resource "aws_appautoscaling_policy" "scaled" {
  for_each           = local.scaled
  name               = each.key
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "dynamodb"
  resource_id        = aws_appautoscaling_target.scaled[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.scaled[each.key].scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = var.edited ? 60 : 70
    predefined_metric_specification {
      predefined_metric_type = each.value[2]
    }
  }
}

resource "aws_appautoscaling_scheduled_action" "night" {
  name               = "night"
  service_namespace  = "dynamodb"
  resource_id        = aws_appautoscaling_target.scaled["table_write"].resource_id
  scalable_dimension = aws_appautoscaling_target.scaled["table_write"].scalable_dimension
  schedule           = var.edited ? "cron(0 23 * * ? *)" : "cron(0 22 * * ? *)"
  timezone           = "Europe/Dublin"
  scalable_target_action {
    max_capacity = 5
  }
}

# A replica as a resource of its own.

resource "aws_dynamodb_table_replica" "replica" {
  global_table_arn = var.replicated_table_arn
  tags             = { team = var.edited ? "b" : "a" }
}

# An on-demand global table with everything around it.

resource "aws_dynamodb_table" "global" {
  name             = "global"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "id"
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"
  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "date"
    type = "S"
  }
  on_demand_throughput {
    max_read_request_units  = var.edited ? 20 : 10
    max_write_request_units = 10
  }
  global_secondary_index {
    name            = "by-date"
    hash_key        = "date"
    projection_type = "ALL"
    on_demand_throughput {
      max_read_request_units  = var.edited ? 20 : 10
      max_write_request_units = 10
    }
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = var.keys["eu-central-1"]
  }
  replica {
    region_name            = "eu-west-1"
    kms_key_arn            = var.keys["eu-west-1"]
    point_in_time_recovery = var.edited
    propagate_tags         = true
  }
  tags = { team = var.edited ? "b" : "a" }
}

resource "aws_dynamodb_contributor_insights" "table" {
  table_name = aws_dynamodb_table.global.name
}

resource "aws_dynamodb_contributor_insights" "index" {
  count      = var.edited ? 1 : 0
  table_name = aws_dynamodb_table.global.name
  index_name = "by-date"
}

resource "aws_dynamodb_kinesis_streaming_destination" "global" {
  table_name                               = aws_dynamodb_table.global.name
  stream_arn                               = var.stream_arn
  approximate_creation_date_time_precision = "MICROSECOND"
}

resource "aws_dynamodb_resource_policy" "global" {
  for_each = {
    table  = [aws_dynamodb_table.global.arn, "dynamodb:GetItem"]
    stream = [aws_dynamodb_table.global.stream_arn, "dynamodb:GetRecords"]
  }
  resource_arn = each.value[0]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = var.edited ? "Second" : "First"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = each.value[1]
      Resource  = each.value[0]
    }]
  })
}

resource "aws_cloudwatch_metric_alarm" "throttled" {
  alarm_name          = "global-throttled"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = var.edited ? 2 : 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-central-1:123456789012:alarms"]
  tags                = { team = "a" }
  metric_query {
    id          = "all"
    expression  = "get + put"
    label       = "throttled requests"
    return_data = true
  }
  dynamic "metric_query" {
    for_each = { get = "GetItem", put = "PutItem" }
    content {
      id = metric_query.key
      metric {
        namespace   = "AWS/DynamoDB"
        metric_name = "ThrottledRequests"
        period      = 300
        stat        = "Sum"
        dimensions  = { TableName = aws_dynamodb_table.global.name, Operation = metric_query.value }
      }
    }
  }
}

# A table that is filled from S3 once.

resource "aws_dynamodb_table" "imported" {
  name         = "imported"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  import_table {
    input_format           = "CSV"
    input_compression_type = "NONE"
    s3_bucket_source {
      bucket     = "items"
      key_prefix = "orders/"
    }
  }
  # The provider gives an imported table its tags only with the second deploy.
  tags = var.edited ? { team = "b" } : null
}
