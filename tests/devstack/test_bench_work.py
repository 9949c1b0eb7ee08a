"""The work of a process counts what its children did, also after they ended."""

import os
import subprocess
import sys

from hkin.devstack.machine import work_done

BUSY = "import time\nwhile time.process_time() < 0.3: pass"


def test_work_of_a_child_that_ended_is_kept() -> None:
    before = work_done(os.getpid())
    subprocess.run([sys.executable, "-c", BUSY], check=True)
    assert work_done(os.getpid()) - before >= 0.25
