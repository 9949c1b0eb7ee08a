"""Several management commands in one process, so that a start reads the project once.

`python -m hkin.prepare migrate load_reference load_demo`: the last one alone speaks.
"""

import os
import sys

import django
from django.core.management import call_command


def main(names: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hkin.settings")
    django.setup()
    for name in names[:-1]:
        call_command(name, verbosity=0, stdout=sys.stderr)
    call_command(names[-1])


if __name__ == "__main__":
    main(sys.argv[1:])
