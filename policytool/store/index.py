"""Records, facts and versions, kept in SQLite between runs: derived, safe to delete, shared by processes.

Facts are keyed by blob and so never stale. Records and versions belong to one head; when the head
moved forward only the new commits are read. A damaged or unwritable file is no error: it is rebuilt,
or done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from pathlib import Path

from policytool.language.facts import FACTS_VERSION, Facts
from policytool.model.version import Basis, PolicyDate, Version
from policytool.store.records import Record

SCHEMA = 1
_TABLES = """
create table if not exists meta(key text primary key, value text);
create table if not exists record(n integer primary key, fields text);
create table if not exists facts(blob text primary key, fields text);
create table if not exists version(docid text, number integer, fields text, primary key(docid, number)) without rowid;
create table if not exists name(name text, docid text, primary key(name, docid)) without rowid;
create table if not exists tree(key text primary key, value blob);
"""


def cache_folder(environment: dict[str, str] | os._Environ[str]) -> Path:
    """The user's cache folder for this program."""
    base = environment.get("POLICYTOOL_CACHE") or environment.get("XDG_CACHE_HOME")
    return Path(base) / "policytool" if base else Path.home() / ".cache" / "policytool"


class Index:
    """One repository's derived data."""

    def __init__(self, folder: Path | None, key: str) -> None:
        self._path = None if folder is None else folder / f"{hashlib.sha256(key.encode()).hexdigest()[:20]}.v{SCHEMA}.{FACTS_VERSION}.db"
        self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            for attempt in (0, 1):
                try:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    db = sqlite3.connect(self._path, timeout=10, isolation_level=None)
                    db.execute("pragma journal_mode=wal")
                    db.execute("pragma synchronous=off")
                    if db.execute("select count(*) from sqlite_master").fetchone()[0] < 6:
                        db.executescript(_TABLES)
                    return db
                except (sqlite3.DatabaseError, OSError):
                    if attempt == 0:
                        self.discard()
        db = sqlite3.connect(":memory:", isolation_level=None)
        db.executescript(_TABLES)
        return db

    def discard(self) -> None:
        """Remove the file: it is rebuilt on next use."""
        if self._path is not None:
            for suffix in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    os.unlink(str(self._path) + suffix)

    def value(self, key: str) -> str:
        found = self.db.execute("select value from meta where key=?", (key,)).fetchone()
        return found[0] if found else ""

    def records(self) -> list[Record]:
        return [Record(*json.loads(fields)) for (fields,) in self.db.execute("select fields from record order by n")]

    def known_facts(self) -> dict[str, Facts]:
        return {blob: _facts(fields) for blob, fields in self.db.execute("select blob, fields from facts")}

    def store(self, head: str, records: Iterable[Record], fresh: bool, facts: dict[str, Facts], versions: dict[str, list[Version]]) -> None:
        """Replace what depends on the head, in one transaction; a rival process sees the old or the new state."""
        try:
            self.db.execute("begin immediate")
            if fresh:
                self.db.execute("delete from record")
            self.db.executemany("insert into record(fields) values (?)", ((json.dumps(astuple(r)),) for r in records))
            self.db.executemany("insert or replace into facts values (?, ?)", ((b, json.dumps(astuple(f))) for b, f in facts.items()))
            self.db.execute("delete from version")
            self.db.execute("delete from name")
            rows = ((docid, v.number, json.dumps(_row(v))) for docid, line in versions.items() for v in line)
            self.db.executemany("insert into version values (?, ?, ?)", rows)
            names = {(n.casefold(), docid) for docid, line in versions.items() for n in _names(docid, line)}
            self.db.executemany("insert or ignore into name values (?, ?)", sorted(names))
            self.db.execute("insert or replace into meta values ('head', ?)", (head,))
            self.db.execute("commit")
        except sqlite3.DatabaseError:
            with contextlib.suppress(sqlite3.DatabaseError):
                self.db.execute("rollback")
            self.discard()
            self._path = None
            self.db = self._open()
            self.store(head, records, True, facts, versions)

    def versions(self, docid: str) -> tuple[Version, ...]:
        return tuple(_version(f) for (f,) in self.db.execute("select fields from version where docid=? order by number", (docid,)))

    def all_versions(self) -> Iterator[Version]:
        for (fields,) in self.db.execute("select fields from version order by docid, number"):
            yield _version(fields)

    def docids(self) -> list[str]:
        return [d for (d,) in self.db.execute("select distinct docid from version order by docid")]

    def named(self, name: str) -> list[str]:
        """Ids of documents with that id, alias or path."""
        return [d for (d,) in self.db.execute("select docid from name where name=? order by docid", (name.casefold(),))]


def _names(docid: str, line: list[Version]) -> set[str]:
    return {docid, *(alias for v in line for alias in v.aliases), *(v.path for v in line), *(v.path.rpartition(".")[0] for v in line)}


def _row(version: Version) -> list[object]:
    fields = list(astuple(version))[:-1]
    fields[2] = str(version.date) if version.date else ""
    fields[12] = str(version.ends) if version.ends else ""
    return fields


def _version(fields: str) -> Version:
    row = json.loads(fields)
    row[2] = PolicyDate(row[2]) if row[2] else None
    row[3] = Basis(row[3])
    row[12] = PolicyDate(row[12]) if row[12] else None
    row[15] = tuple(row[15])
    return Version(*row)


def _facts(fields: str) -> Facts:
    row = json.loads(fields)
    row[11] = tuple(row[11])
    return Facts(*row)
