"""A store -> what is wrong with it, and what a reader of it should know.

An error is damage or a contradiction to repair; a warning is probably a mistake; a note is a fact
that answers depend on, such as a document without any date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from policytool.errors import PolicyToolError
from policytool.language.facts import Facts
from policytool.model.finding import Finding, Severity
from policytool.model.version import Basis, Change
from policytool.store.guards import branch_of, check_quiet, check_worktrees, stale_lock, standing_locks
from policytool.store.records import beside_date
from policytool.store.selectors import CLAMPED
from policytool.store.shallow import cut_note
from policytool.store.store import DocumentInfo, Store

_SHOWN = 300
"""Characters of git's own words."""


def check_health(store: Store) -> list[Finding]:
    """Everything found, errors first."""
    found = [*_repository(store), *_writing(store)]
    try:
        documents = store.documents()
        facts = store.index.known_facts()
    except PolicyToolError as error:
        return [*found, Finding("unreadable-history", Severity.ERROR, error.message)]
    found += [*_blobs(store, documents, facts), *_trailers(store, facts), *_files(store, documents), *_names(documents)]
    for info in documents:
        found += _dates(info, store.today)
    found += [Finding("shallow", Severity.NOTE, note) for note in cut_note(store.git, (v for info in documents for v in info.versions))]
    found += _cache(store)
    order = list(Severity)
    return sorted(found, key=lambda f: order.index(f.severity))


def _repository(store: Store) -> Iterator[Finding]:
    """What git itself says of its objects."""
    if store.git is None:
        return
    done = store.git.attempt("fsck", "--no-dangling", "--no-progress")
    words = " ".join((done.stdout + b" " + done.stderr).decode("utf-8", "replace").split())
    if done.returncode:
        said = words[:_SHOWN] + (" ..." if len(words) > _SHOWN else "")
        yield Finding(
            "fsck", Severity.ERROR, f"git fsck says: {said}. Fetch the objects again from another clone; nothing here repairs them"
        )


def _writing(store: Store) -> Iterator[Finding]:
    """Why a new version could not be stored as things stand."""
    git = store.git
    if git is None:
        return
    if git.attempt("rev-parse", "-q", "--verify", "HEAD").returncode and (others := git.run("for-each-ref", "--count=3", "--format=%(refname:short)").split()):
        names = ", ".join(name.decode("utf-8", "replace") for name in others)
        yield Finding("empty-branch", Severity.WARNING, f"HEAD stands on a branch without a commit, so nothing is shown; there are {names}: git switch NAME")
    try:
        check_quiet(git)
        check_worktrees(git, branch_of(git))
    except PolicyToolError as error:
        yield Finding("not-writable", Severity.NOTE, f"nothing can be stored as it stands: {error.message}")
    for lock in standing_locks(git):
        yield Finding("lock", Severity.WARNING, str(stale_lock(lock)))


def _blobs(store: Store, documents: tuple[DocumentInfo, ...], facts: dict[str, Facts]) -> Iterator[Finding]:
    """Texts that are not here, are not text, or whose front matter cannot be read."""
    for info in documents:
        for version in info.versions:
            try:
                store.with_text(version)
            except PolicyToolError as error:
                yield Finding("unreadable-text", Severity.ERROR, f"{version.name} (blob {version.blob[:10]}): {error.message}")
                continue
            why = facts[version.blob].unreadable if version.blob in facts else ""
            if why:
                yield Finding("front-matter", Severity.ERROR, f"{version.name} ({version.path}): {why}")


def _trailers(store: Store, facts: dict[str, Facts]) -> Iterator[Finding]:
    """Commits whose trailers and front matter disagree; the front matter counts."""
    for record in store.index.records():
        said = facts.get(record.blob)
        if said is None:
            continue
        place = f"commit {record.commit[:10]}, {record.path}"
        if (docid := record.trailer("Policy-Id")) and said.docid and docid != said.docid:
            yield Finding("trailer-id", Severity.ERROR, f"{place}: its trailer names {docid}, its front matter {said.docid}, which counts")
        date = record.trailer("Version-Date")
        if date and date not in (said.date, "undated") and docid == said.docid:
            given = f"the front matter {said.date}, which counts" if said.date else "the front matter gives none"
            yield Finding("trailer-date", Severity.ERROR, f"{place}: its trailer says version date {date}, {given}")


def _files(store: Store, documents: tuple[DocumentInfo, ...]) -> Iterator[Finding]:
    """Two files that are one document's own, and names that give another date than the text."""
    if store.git is None:
        standing = {v.path: v.blob for info in documents for v in info.versions}
    elif head := store.index.head().split(" ")[0]:
        standing = {path: entry.oid for path, entry in store.git.tree(head).items()}
    else:
        return
    for info in documents:
        here = [v for v in info.versions if standing.get(v.path) == v.blob]
        own: dict[str, set[str]] = defaultdict(set)
        for version in here:
            if said := beside_date(version.path):
                if said != str(version.date or "undated"):
                    yield Finding(
                        "file-date", Severity.WARNING, f"{version.path} is named {said} and dated {version.date or 'not at all'}"
                    )
            else:
                own[str(version.date or "")].add(version.path)
        for date, paths in own.items():
            if len(paths) > 1:
                many = ", ".join(sorted(paths))
                yield Finding("same-date", Severity.WARNING, f"{info.docid} has {len(paths)} files for {date or 'no date'}: {many}")


def _names(documents: tuple[DocumentInfo, ...]) -> Iterator[Finding]:
    """Aliases, and ids but for their case, that name more than one document."""
    named: dict[str, set[str]] = defaultdict(set)
    for info in documents:
        for name in {info.docid, *(alias for v in info.versions for alias in v.aliases)}:
            named[name.casefold()].add(info.docid)
    for name, docids in sorted(named.items()):
        if len(docids) > 1:
            yield Finding("same-name", Severity.WARNING, f'"{name}" names {len(docids)} documents: {", ".join(sorted(docids))}')


def _dates(info: DocumentInfo, today: str) -> Iterator[Finding]:
    undated = [v for v in info.versions if v.basis is Basis.UNDATED]
    if undated:
        some = "no version" if len(undated) == len(info.versions) else f"{len(undated)} of {sum(not v.superseded for v in info.versions)} versions"
        has = "has a" if some == "no version" else f"{'have' if len(undated) > 1 else 'has'} no"
        reach = ", ".join(f"@v{v.number}" for v in undated[:4])
        yield Finding("undated", Severity.NOTE, f"{info.docid}: {some} {has} date of law (reached by {reach})")
    git_only = [v for v in info.versions if v.basis is Basis.COMMIT]
    if any(v.date and v.date.text in CLAMPED for v in git_only):
        yield Finding(
            "clamped-date",
            Severity.WARNING,
            f"{info.docid}: a commit dated 1970-01-01 stands for a date that git could not hold; it is not reliable",
        )
    rivals = sum(v.superseded and v.change != Change.WITHDRAWN for v in info.versions)
    if rivals:
        by = "a merge that left it out" if info.newest.basis is Basis.COMMIT else "a later record of the same date"
        yield Finding("superseded", Severity.NOTE, f"{info.docid}: {rivals} text{'s' * (rivals != 1)} superseded by {by}")
    due = [v for v in info.versions if beside_date(v.path) and not v.superseded and v.date and v.date.last <= today]
    if due and due[-1] is info.newest:
        yield Finding(
            "due", Severity.NOTE, f"{info.docid}: {due[-1].path} has begun ({due[-1].date}); `policytool advance` moves it into place"
        )


def _cache(store: Store) -> Iterator[Finding]:
    """The derived data: damage is repaired by rebuilding, an unwritable folder costs time only."""
    if wrong := store.index.check():
        store.index.discard()
        yield Finding("cache", Severity.WARNING, f"the cache was damaged ({wrong}) and will be rebuilt on next use")
    if store.git is not None and store.cache is not None and store.index.path is None and not store.known_at:
        yield Finding("cache", Severity.WARNING, f"no cache can be kept in {store.cache}: every command reads the history anew")
