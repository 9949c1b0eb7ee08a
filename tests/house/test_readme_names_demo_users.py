"""Whoever the README sends a newcomer to, is among the users that the demo prints."""

import re
from pathlib import Path

from signals.management.commands.load_demo import SHOWN

ROOT = Path(__file__).resolve().parents[2]


def test_every_user_of_the_table_is_printed() -> None:
    rows = [line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert "jasper" in named
    assert named <= set(SHOWN.split())
