"""White space in patterns: lines break anywhere in a law, and printers put hard blanks between a sign and its number."""

from __future__ import annotations

GAP = r"[\s\u00a0]"
"""One character of it."""
S = rf"{GAP}{{1,4}}"
"""What stands between two words."""
W = rf"{GAP}{{0,4}}"
"""The same where a scanned or scraped text may have lost it."""
