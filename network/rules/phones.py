"""What a phone number looks like: digits, with signs between them that people write."""

from __future__ import annotations

import re

PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{1,28}[0-9]")
