"""The life of an emulator: as long as the process that started it."""

import os
import signal
import threading

STANDARD_INPUT = 0


def end_with_the_suite():
    """Ends this process when the one that started it is gone, however that one ended."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end():
    # Not sys.stdin: Python aborts when it ends while a thread holds the lock of that.
    while os.read(STANDARD_INPUT, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
