"""`make run`: HKIN with a demo municipality on this machine, until Ctrl-C."""

import sys
from pathlib import Path

from hkin.devstack.launcher import launch
from hkin.devstack.plan import prepare_database, processes
from hkin.devstack.run_folder import RUN_FOLDER

if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve() if sys.argv[1:] else RUN_FOLDER
    sys.exit(launch(folder, prepare=prepare_database, processes=processes))
