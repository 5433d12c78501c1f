"""The life of an emulator: as long as the test that started it."""

import os
import signal
import sys
import threading


def end_with_the_suite():
    """Ends this process when the one that started it is gone, however that one ended."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end():
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
