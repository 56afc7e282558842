"""Report -> page: templates filled by Jinja with everything escaped by construction, style and script inlined under a hash CSP."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policytool import __version__
from policytool.model.change import Fact, Nature
from policytool.render.safe import visible
from policytool.report import Passage, Report, Row

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
MAP_WIDTH, MAP_HEIGHT = 640, 14
"""Units of the picture of where in the document the changes fall."""
EDITORIAL = (Nature.TYPOGRAPHIC, Nature.FORMAT, Nature.REFERENCE)
"""Natures that "hide editorial changes" hides."""


def render_html(report: Report) -> str:
    """One comparison as a page."""
    return _page(f"{report.new.title or report.new.name}: what changed", [report], history=False)


def render_history(title: str, reports: Sequence[Report]) -> str:
    """A document's whole history as a page: a timeline, then each consecutive comparison, newest first."""
    return _page(f"{title}: history", reports, history=True)


def _page(title: str, reports: Sequence[Report], history: bool) -> str:
    style, script = _asset("style.css"), _asset("script.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    template = _environment().get_template("report.html.j2")
    return template.render(
        title=title, reports=reports, history=history, style=style, script=script, policy=policy, version=__version__,
        width=MAP_WIDTH, height=MAP_HEIGHT, editorial=EDITORIAL,
    )  # fmt: skip


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The CSP source that lets exactly this text run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # lazy: start-up
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    environment.filters["asset"] = Markup  # our own style and script, never a document's words
    environment.globals["marks"] = _marks
    environment.globals["classes"] = _classes
    environment.globals["folded_title"] = _folded_title
    return environment


def _marks(report: Report) -> list[tuple[float, float, str, str]]:
    """(x, width, class, address) of every change on the map: its share of the text it stands in."""
    found = []
    for row in report.rows:
        span, length = (row.new_span, report.length) if row.new_span else (row.old_span, report.old_length)
        if span:
            x = MAP_WIDTH * span[0] / length
            width = max(2.0, MAP_WIDTH * (span[1] - span[0]) / length) if row.new_span is None or row.old_span is None else 2.5
            found.append((round(x, 1), round(min(width, MAP_WIDTH - x), 1), _shape(row), row.address))
    return found


def _shape(row: Row) -> str:
    if Fact.INSERTED in row.kinds:
        return "ins"
    return "del" if Fact.DELETED in row.kinds else "mod"


def _classes(row: Row) -> str:
    """What the filters select by."""
    names = [f"fact-{f.value}" for f in row.kinds] + [f"nature-{row.nature.value.split()[0]}"]
    return " ".join(names + (["editorial"] if row.nature in EDITORIAL else []))


def _folded_title(passage: Passage) -> str:
    """What a fold of unchanged text is called."""
    first, last = passage.kept[0], passage.kept[-1]
    count = f"{len(passage.kept)} unchanged"
    where = first.address if first is last else f"{first.address} to {last.address}"
    return f"{count}: {where}"
