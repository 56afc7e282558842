"""policytool diff: what changed between two texts, clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from policytool.commands.progress import told
from policytool.commands.settings import Settings, format_option, out_option, pass_settings
from policytool.errors import BadInput, NotFound, to_paste
from policytool.render.screen import Block

if TYPE_CHECKING:
    from policytool.model.version import Version
    from policytool.report import Report, Side
    from policytool.workspace import Loaded, Workspace

NATURES = {"substantive": "substantive", "reference": "reference update", "typographic": "typographic", "format": "format"}
FORMATS = ("terminal", "plain", "json", "markdown")
SCHEME_NAMES = ("default", "red-blue", "brackets", "shaded", "capitals", "double")
"""The keys of render.schemes.SCHEMES, which a plain comparison need not load."""


def name_pair(workspace: Workspace, old: str, new: str) -> tuple[str, str]:
    """The arguments of two texts; of one document, the version before and the version in force."""
    if new:
        return old, new
    from policytool.model.version import dated

    name, selector = workspace.store.split(old)
    docid = workspace.store.find(name)
    current = _chosen(workspace, docid, selector)
    earlier = [v for v in dated(workspace.store.versions(docid)) if current.date and v.date and _is_before(v, current)]
    if not earlier:
        from policytool.store.shallow import cut_note

        said = f"{docid} has no version before {current.date or f'v{current.number}'}; name two texts: policytool diff A B"
        raise NotFound(". ".join((said, *cut_note(workspace.store.git, workspace.store.versions(docid)))))
    return f"{docid}@v{earlier[-1].number}", f"{docid}@v{current.number}"


def _is_before(one: Version, other: Version) -> bool:
    """Whether a version comes before another: by its date, and on one day by the order in which the store learned of them."""
    assert one.date is not None
    assert other.date is not None
    return one.date < other.date or (one.date == other.date and one.number < other.number)


def _chosen(workspace: Workspace, docid: str, selector: str) -> Version:
    """The version asked for; without a selector the one in force today, else the newest."""
    if not selector:
        try:
            return workspace.store.select(f"{docid}@current").version
        except NotFound:
            selector = "latest"
    return workspace.store.select(f"{docid}@{selector}").version


def load_pair(settings: Settings, old: str, new: str) -> tuple[Loaded, Loaded]:
    """Two documents from two arguments, or from one document id."""
    workspace = settings.workspace()
    old, new = name_pair(workspace, old, new)
    before = workspace.load(old)
    return before, _apart(before, workspace.load(new))


def _apart(before: Loaded, after: Loaded) -> Loaded:
    """The second text, with a note when it is another document, or an earlier version than the first."""
    a, b = before.document.id, after.document.id
    first, second = before.version, after.version
    if first is None or second is None:
        return after
    note = ""
    if a != b:
        note = f"these are two documents, compared as if they were versions of one; what one touches in the other: {to_paste('policytool', 'xref', a, b)}"
    elif first.date and second.date and second.date.last < first.date.first:
        note = f"the second text is the earlier one: what changed is told backwards, from {first.date} to {second.date}"
    return after._replace(notes=(*after.notes, note)) if note else after


def _within(before: Loaded, after: Loaded, pincite: str) -> str:
    from policytool.commands.pincites import find

    try:
        return find(after.document, pincite).clause.id
    except NotFound as error:
        try:
            return find(before.document, pincite).clause.id
        except NotFound:
            raise BadInput(error.message) from None


def side_of(loaded: Loaded) -> Side:
    """What a reader must be able to cite of one text."""
    from policytool.report import Side

    front, version = loaded.document.front_matter, loaded.version
    return Side(
        name=loaded.name,
        title=loaded.document.title,
        date=loaded.date,
        recorded=version.recorded if version else "",
        blob=loaded.blob,
        commit=version.commit if version else "",
        source=(version.source if version else "") or front.table("source").get("url", ""),
        edition=front.text("edition"),
        notes=loaded.notes,
    )


class Request(NamedTuple):
    """What was asked to be shown, and how: all that an answer depends on besides the two texts."""

    form: str
    summary: bool
    columns: bool
    whole: bool
    only: tuple[str, ...]
    pincite: str
    coloured: bool
    width: int
    """Columns of a side-by-side view; 0 for what is wrapped only when it is printed."""
    scheme: str = "default"


class Answer(NamedTuple):
    """A comparison ready to be printed."""

    differs: bool
    text: str
    """A finished text, or empty when `blocks` hold it."""
    blocks: tuple[Block, ...]
    """The paragraphs."""

    @classmethod
    def recalled(cls, differs: bool, text: str, blocks: list[tuple[list[tuple[str, str]], int, int]]) -> Answer:
        """An answer as it comes out of the cache."""
        return cls(differs, text, tuple(Block(tuple((w, style) for w, style in runs), indent, hang) for runs, indent, hang in blocks))

    def plain(self) -> tuple[object, ...]:
        """What `recalled` undoes."""
        return self.differs, self.text, [(b.runs, b.indent, b.hang) for b in self.blocks]


def diff(workspace: Workspace, old: str, new: str, request: Request) -> Answer:
    """Compare two texts, or recall what an earlier run said of the same two versions."""
    old, new = name_pair(workspace, old, new)
    key = _key(workspace, old, new, request)
    if not key:
        return _render(_compare(workspace, old, new, request), request)
    from policytool.commands.answers import Answers

    answers = Answers(str(workspace.cache))
    kept = answers.get(key)
    if kept is not None:
        return Answer.recalled(*kept)
    answer = _render(_compare(workspace, old, new, request), request)
    answers.put(key, answer.plain())
    return answer


def _key(workspace: Workspace, old: str, new: str, request: Request) -> list[object]:
    """What the answer depends on; empty when one of the texts is a plain file or not recorded."""
    selections = [workspace.select(argument) for argument in (old, new)]
    chosen = [(s.version, s.notes) for s in selections if s is not None]
    if len(chosen) < 2 or not all(version.blob and version.commit for version, _ in chosen):
        return []
    sides = [[v.name, v.blob, v.commit, v.recorded, str(v.date), v.source, *notes] for v, notes in chosen]
    return [*sides, workspace.store.index.head(), workspace.known_at, workspace.store.today, list(request)]  # which text of a citing document counts depends on the day


def _compare(workspace: Workspace, old: str, new: str, request: Request) -> Report:
    from policytool.diff import compare
    from policytool.model.change import Nature
    from policytool.report import build_report

    with told("comparing"):
        before, after = workspace.load(old), workspace.load(new)
        after = _apart(before, after)
        result = compare(before.document, after.document)
    within = _within(before, after, request.pincite) if request.pincite else ""
    natures = tuple(Nature(NATURES[n]) for n in request.only)
    report = build_report(result, side_of(before), side_of(after), natures, within, sentences=request.form in ("json", "markdown"))
    if request.only or within:
        return report
    if before.version is None or after.version is None:
        return report  # a plain file: nothing around it can cite what changed
    from policytool.commands.fallout import with_fallout

    return with_fallout(report, workspace, before, after, result)


def _render(report: Report, request: Request) -> Answer:
    """A report in the format that was asked for."""
    differs = bool(report.rows or (report.metadata and not request.only and not request.pincite))
    if request.form == "json":
        from policytool.render.json import diff_dict, dump

        return Answer(differs, dump(diff_dict(report)), ())
    if request.form == "markdown":
        from policytool.render.markdown import render_markdown

        return Answer(differs, render_markdown(report), ())
    from policytool.render.diff_text import diff_blocks

    blocks = list(diff_blocks(report, request.summary or request.columns, request.coloured, request.whole))
    if request.columns:
        from policytool.render.side_text import side_by_side

        blocks = [*blocks[: blocks.index(next(b for b in blocks if not b.runs))], *side_by_side(report, request.width)]
    if request.scheme == "default":
        return Answer(differs, "", tuple(blocks))
    from policytool.render.schemes import restyled

    return Answer(differs, "", tuple(Block(restyled(b.runs, request.scheme, request.coloured), b.indent, b.hang) for b in blocks))


def show(settings: Settings, answer: Answer, form: str, output: str) -> None:
    """Print an answer, or write it to a file."""
    if answer.text:
        settings.write(answer.text, output)
    else:
        settings._replace(coloured=settings.coloured and form != "plain" and not output).page(answer.blocks, output)


@click.command("diff", short_help="What changed, clause by clause")
@click.argument("old")
@click.argument("new", required=False, default="")
@click.option("--summary", is_flag=True, help="One line a change.")
@click.option("--side-by-side", "columns", is_flag=True, help="Old on the left, new on the right.")
@click.option("--full", "whole", is_flag=True, help="Long clauses whole, without leaving out what stayed.")
@click.option("--only", type=click.Choice(tuple(NATURES)), multiple=True, help="Only differences of this nature; may be repeated.")
@click.option("--clause", "pincite", default="", metavar="PINCITE", help="Only this clause and what is below it.")
@click.option("--exit-code", is_flag=True, help="Exit 1 when there are differences.")
@format_option(*FORMATS, shown="terminal; plain when piped")
@click.option("--scheme", type=click.Choice(SCHEME_NAMES), default="default", show_default=True, help="How marked words look, as local law prescribes.")
@out_option
@pass_settings
def command(
    settings: Settings,
    old: str,
    new: str,
    summary: bool,
    columns: bool,
    whole: bool,
    only: tuple[str, ...],
    pincite: str,
    exit_code: bool,
    form: str,
    scheme: str,
    output: str,
) -> int:
    """What changed from OLD to NEW: files (./a.md) or ids with an optional @version.

    With one id: the version in force, else the newest, against the one before it.
    """
    if scheme != "default" and (form in ("json", "markdown") or columns):
        raise BadInput("--scheme is for the redline on the screen; it goes with neither --side-by-side nor json nor markdown")
    coloured = settings.coloured and form != "plain" and not output
    request = Request(
        form=form,
        summary=summary,
        columns=columns,
        whole=whole,
        only=only,
        pincite=pincite,
        coloured=coloured,
        width=(settings.width if settings.terminal or coloured else 160) if columns else 0,
        scheme=scheme,
    )
    answer = diff(settings.workspace(), old, new, request)
    show(settings, answer, form, output)
    return 1 if exit_code and answer.differs else 0
