"""The worked examples of the domain: what a colleague typed, and what should come of it."""

import json
from pathlib import Path
from typing import Any

_FILE = json.loads((Path(__file__).parent / "example_signals.json").read_text())

SIGNALS: list[dict[str, Any]] = _FILE["signals"]
LINKS: list[dict[str, str]] = _FILE["links"]
