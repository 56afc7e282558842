"""Report -> one HTML file that opens by double click: no network, usable with scripts off, the same bytes on every run."""

from __future__ import annotations

from policytool.render.html.page import render_history, render_html

__all__ = ["render_history", "render_html"]
