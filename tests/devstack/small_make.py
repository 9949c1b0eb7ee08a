"""Start the small site as make does, and wait: `python -m tests.devstack.small_make FOLDER`."""

import os
import subprocess
import sys

subprocess.run(
    [sys.executable, "-u", "-m", "tests.devstack.small_site", sys.argv[1]],
    env=os.environ | {"MAKELEVEL": "1"},
    check=False,
)
