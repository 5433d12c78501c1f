"""Starts moto, the emulator of what ministack lacks: Application Auto Scaling, and CloudWatch alarms
with metric math.

Where to listen comes from the environment: BIND_HOST, GATEWAY_PORT.
"""

import os

from moto.server import main

from for_moto import (  # noqa: F401, each one repairs a subject by being imported
    existing_tables,
    repeated_deletions,
    target_tags,
)
from suite import end_with_the_suite

if __name__ == "__main__":
    end_with_the_suite()
    main(["-H", os.environ["BIND_HOST"], "-p", os.environ["GATEWAY_PORT"]])
