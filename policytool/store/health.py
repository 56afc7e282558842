"""A store -> what is wrong with it, in words."""

from __future__ import annotations

from policytool.model.version import Basis
from policytool.store.store import Store


def check_health(store: Store) -> list[str]:
    """Problems of the repository, the trailers and the versions; empty for a healthy store."""
    problems: list[str] = []
    if store.git is not None:
        done = store.git.attempt("fsck", "--no-dangling", "--no-progress")
        if done.returncode:
            problems.append(f"git fsck: {' '.join(done.stderr.decode('utf-8', 'replace').split())[:200]}")
        problems += _trailers(store)
    known = store.index.known_facts()
    for info in store.documents():
        undated = [v for v in info.versions if v.basis is Basis.UNDATED]
        if len(undated) == len(info.versions):
            problems.append(f"{info.docid} has no version with a date of law")
        for version in info.versions:
            if (facts := known.get(version.blob)) and facts.unreadable:
                problems.append(f"{version.name}: {facts.unreadable}")
        rivals = [v for v in info.versions if v.superseded]
        if rivals:
            problems.append(f"{info.docid} has {len(rivals)} superseded text{'s' * (len(rivals) != 1)} of dates that have a later one")
    return problems


def _trailers(store: Store) -> list[str]:
    """Commits whose trailer and front matter give different dates; the front matter wins."""
    known = store.index.known_facts()
    return [
        f"commit {r.commit[:10]}: trailer Version-Date {said}, front matter {facts.date or 'none'} ({r.path})"
        for r in store.index.records()
        if r.blob
        and (said := r.trailer("Version-Date"))
        and (facts := known.get(r.blob))
        and facts.date != said
        and facts.docid == r.trailer("Policy-Id")
    ]
