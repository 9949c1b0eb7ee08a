"""What the pages of a meeting show: its lines, the one that is discussed now, and what was decided."""
