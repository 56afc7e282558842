"""Report -> page: templates filled by Jinja with everything escaped by construction, style and script inlined under a hash CSP."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policytool import __version__
from policytool.model.change import Fact, Mark, Nature, Segment
from policytool.patterns import lazy
from policytool.render.grids import Grid, Line, gridded, lines_of
from policytool.render.redlines import apart, broken, is_gridded, touching
from policytool.render.safe import visible, visible_markup
from policytool.render.schemes import SCHEMES, css
from policytool.report import ABOUT_ITSELF, Passage, Report, Row, Side
from policytool.sentences import ONLY_THROUGHOUT

if TYPE_CHECKING:
    from jinja2 import Environment

    from policytool.model.calendar import Event

_HERE = Path(__file__).parent
MAP_WIDTH, MAP_HEIGHT = 640, 18
"""Units of the picture of where in the document the changes fall."""
EDITORIAL = (Nature.TYPOGRAPHIC, Nature.FORMAT, Nature.REFERENCE)
"""Natures that "hide editorial changes" hides."""

_NUMBER = lazy(r"(?<![^\s“])(?:§{1,2}[ \u00a0])?(?=[^\s<>&]{3,28}(?:[\s”]|$))[^\s<>&”]*\d[^\s<>&”]*")
"""A word with a digit in it, short enough to stand on any line, and the section sign before it."""


class Entry(NamedTuple):
    """A line of the outline: a run of changes in one section."""

    name: str
    anchor: str
    changes: int
    shape: str


def render_html(report: Report, scheme: str = "default") -> str:
    """One comparison as a page."""
    return render_page(
        "report.html.j2", f"{report.new.title or report.new.name}: what changed", scheme, reports=[report], history=False, events=()
    )


def render_history(title: str, reports: Sequence[Report], scheme: str = "default", events: Sequence[Event] = ()) -> str:
    """A document's whole history as a page: dates, a timeline, then each consecutive comparison, newest first."""
    return render_page("report.html.j2", f"{title}: history", scheme, reports=reports, history=True, events=events)


def render_page(template: str, title: str, scheme: str = "default", **values: object) -> str:
    """A template of this folder as a whole page.

    Everything is escaped where it is filled in; control and direction characters are spelled out once, on the finished
    page, so that no template can forget them.
    """
    style, script = asset("style.css") + ("" if scheme == "default" else css(scheme)), asset("script.js")
    policy = (
        f"default-src 'none'; style-src '{hash_of(style)}'; script-src '{hash_of(script)}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = templates().get_template(template).render(
        title=title, style=style, script=script, policy=policy, version=__version__, scheme=SCHEMES[scheme],
        scheme_name=scheme, notes=ABOUT_ITSELF, width=MAP_WIDTH, height=MAP_HEIGHT, **values,
    )  # fmt: skip
    return visible_markup(page)


@cache
def asset(name: str) -> str:
    """A file of this folder."""
    return (_HERE / name).read_text(encoding="utf-8")


def hash_of(text: str) -> str:
    """The CSP source that lets exactly this text run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def templates() -> Environment:
    """The templates of this folder, with what they may call."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # lazy: start-up
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    environment.filters["held"] = _held
    environment.filters["asset"] = Markup  # our own style and script, never a document's words
    environment.globals.update(
        marks=_marks, classes=_classes, folded_title=_folded_title, happened=_happened,
        label_change=_label_change, outline=_outline, editions=_editions, shown=_shown, parts=_parts, parts_of=_parts_of, apart=_apart, touching=touching, spanned=_spanned,
    )  # fmt: skip
    return environment


def _held(words: str) -> str:
    """Words of a document in which no number of a clause is broken at its hyphens and brackets, which a browser may do."""
    from markupsafe import Markup, escape  # lazy: start-up

    return Markup(_NUMBER.sub(r'<span class="n">\g<0></span>', str(escape(words))))


def _shown(row: Row) -> list[Segment]:
    return list(apart(broken(row.segments, row.old_breaks, row.new_breaks)))


def _parts(row: Row) -> tuple[Line | Grid, ...]:
    """Lines and tables of a redline that has a table; nothing for any other."""
    return gridded(row.segments, row.old_breaks, row.new_breaks) if is_gridded(row) else ()


def _parts_of(words: str, mark: str) -> tuple[Line | Grid, ...]:
    """The same of a text that is wholly new, old or kept."""
    return lines_of(words, Mark(mark)) if words.startswith("|") and "\n|" in words else ()


def _apart(segments: Sequence[Segment]) -> list[Segment]:
    """The words of a cell, with a blank between what goes and what comes."""
    found = list(apart(segments))
    for n in range(len(found) - 1, 0, -1):
        if (found[n - 1].mark, found[n].mark) == (Mark.DELETE, Mark.INSERT):
            found.insert(n, Segment(Mark.EQUAL, " "))
    return found


def _spanned(report: Report) -> str:
    """From when to when, as far as it is known."""
    return f"{report.old.date or 'no date of law'} → {report.new.date or 'no date of law'}" if report.old.date or report.new.date else ""


def _marks(report: Report) -> list[tuple[str, str]]:
    """(shape, path data) of the map: where every change stands, as its share of the text; touching marks are one."""
    found: dict[str, list[tuple[float, float]]] = {"ins": [], "del": [], "mod": []}
    for row in report.rows:
        span, length = (row.new_span, report.length) if row.new_span else (row.old_span, report.old_length)
        if span:
            x = min(MAP_WIDTH * span[0] / length, MAP_WIDTH - 2.5)
            wide = row.new_span is None or row.old_span is None
            width = max(2.5, MAP_WIDTH * (span[1] - span[0]) / length) if wide else 2.5
            found[_shape(row)].append((x, min(x + width, MAP_WIDTH)))
    return [(shape, "".join(_path(sorted(spans)))) for shape, spans in found.items() if spans]


def _path(spans: Sequence[tuple[float, float]]) -> Iterator[str]:
    start, end = spans[0]
    for x, y in (*spans[1:], (float("inf"), 0.0)):
        if x <= end + 0.5:
            end = max(end, y)
            continue
        yield f"M{start:.1f} 1H{end:.1f}V{MAP_HEIGHT - 1}H{start:.1f}Z"
        start, end = x, y


def _shape(row: Row) -> str:
    if Fact.INSERTED in row.kinds:
        return "ins"
    return "del" if Fact.DELETED in row.kinds else "mod"


def _classes(row: Row) -> str:
    """What the filters select by."""
    names = [f"fact-{f.value}" for f in row.kinds] + [f"nature-{row.nature.value.split()[0]}"]
    own = not any(fact.endswith(ONLY_THROUGHOUT) for fact in row.facts)
    return " ".join(names + ["editorial"] * (row.nature in EDITORIAL) + ["own"] * own)


def _happened(row: Row) -> str:
    return "; ".join(row.facts).replace(" -> ", " → ")


def _label_change(row: Row) -> tuple[str, str]:
    """The old and the new label; the same twice when it stayed."""
    return (row.old_label if row.old_id else "", row.label if row.new_id else "")


def _editions(texts: Sequence[Side]) -> str:
    """What the reader must know of the texts themselves."""
    found = {side.edition for side in texts}
    words = {"restatement": "a restatement in our own words", "excerpt": "an excerpt", "draft": "a draft, not adopted"}
    return "; ".join(said for edition, said in words.items() if edition in found)


def _outline(report: Report) -> list[Entry]:
    """The changes by section."""
    entries = []
    for name, group in groupby(report.rows, key=lambda row: row.address.partition("(")[0].strip() or row.address):
        rows = list(group)
        shapes = {_shape(row) for row in rows}
        entries.append(Entry(name, rows[0].anchor, len(rows), shapes.pop() if len(shapes) == 1 else "mod"))
    return entries


def _folded_title(passage: Passage) -> str:
    """What a fold of unchanged text is called."""
    first, last = passage.kept[0], passage.kept[-1]
    count = f"{len(passage.kept):,} unchanged"
    where = first.address if first is last or first.address == last.address else f"{first.address} to {last.address}"
    return f"{count}: {where}" if where else count
