"""Starts ministack, the AWS emulator of the end-to-end suite and of `npm run try`, with the answers that it lacks.

Where to listen comes from the environment: BIND_HOST, GATEWAY_PORT.
"""

from ministack import app

from for_ministack import (  # noqa: F401, each one repairs a subject by being imported
    deleted_parts,
    iam_subjects,
    index_capacity,
    managed_keys,
    on_demand_maxima,
    recovery_period,
    repeated_requests,
    replicas,
    time_to_live,
    vault_lock,
)
from suite import end_with_the_suite

if __name__ == "__main__":
    end_with_the_suite()
    app.main()
