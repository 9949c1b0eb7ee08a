#!/usr/bin/env python3
"""Django's command line for HKIN."""

import os
import sys

from django.core.management import execute_from_command_line

from hkin.devstack.discovery import use_running_servers

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hkin.settings")
    use_running_servers()
    execute_from_command_line(sys.argv)
