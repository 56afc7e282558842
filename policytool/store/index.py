"""Records, facts and versions, kept in SQLite between runs: derived, safe to delete, shared by processes.

Facts are keyed by blob and so never stale. Records and versions belong to one head; when the head
moved forward only the new commits are read. The file belongs to this program as it is written: other
sources, another file. Every row carries a checksum; a damaged file is rebuilt, and where none can be
written the same tables stand in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Any

from policytool.language.facts import Facts
from policytool.model.version import Basis, Kept, PolicyDate, Version
from policytool.store.catalog import readable
from policytool.store.records import Record

_TABLES = """
create table meta(key text primary key, value text);
create table record(n integer primary key, fields text);
create table facts(blob text primary key, fields text);
create table version(docid text, number integer, fields text, primary key(docid, number)) without rowid;
create table name(name text, docid text, primary key(name, docid)) without rowid;
"""
_SOURCES = (
    "store/index.py", "store/catalog.py", "store/moves.py", "store/records.py", "language/facts.py", "language/front_matter.py", "language/plain_fields.py", "model/version.py", "model/document.py",
)  # fmt: skip
"""What decides the content of the tables, from the package folder on."""
_BROKEN = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)
_VERSION_FIELDS, _RECORD_FIELDS = ([f.name for f in fields_of(c) if f.name != "text"] for c in (Version, Record))
_FACTS_FIELDS = Facts._fields
_WAIT = 10.0
"""Seconds to wait for another process that is writing."""


class Damaged(sqlite3.DatabaseError):
    """A row that is not what was written."""


def _program() -> str:
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for name in _SOURCES:
        digest.update((package / name).read_bytes())
    return digest.hexdigest()[:12]


class Index:
    """One repository's derived data. `fill` brings it up to date, and is called again when the file proves damaged."""

    def __init__(self, folder: Path | None, key: str, fill: Callable[[Index], None]) -> None:
        self.path = (
            None
            if folder is None
            else folder / f"{hashlib.sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()[:20]}.{_program()}.db"
        )
        self._fill = fill
        self._filling = False
        self.db = self._open()
        self._refresh()

    # ---------------------------------------------------------------- the file

    def _open(self) -> sqlite3.Connection:
        for _ in (1, 2) if self.path else ():
            db = None
            try:
                assert self.path is not None
                self.path.parent.mkdir(parents=True, exist_ok=True)
                db = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
                if not db.execute("select 1 from sqlite_master where name='name'").fetchone():
                    _make_tables(db)
                pages, size = (db.execute(f"pragma {what}").fetchone()[0] for what in ("page_count", "page_size"))
                if self.path.stat().st_size < pages * size:
                    raise Damaged("the file is shorter than it says")
                return db
            except (sqlite3.DatabaseError, OSError) as error:
                if db is not None:
                    db.close()
                if not _is_damage(error) or not self._remove():
                    break
        self.path = None
        db = sqlite3.connect(":memory:", isolation_level=None)
        _make_tables(db)
        return db

    def _remove(self) -> bool:
        if self.path is None:
            return False
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{self.path}-journal")
        try:
            os.unlink(self.path)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    def _renew(self, error: sqlite3.DatabaseError) -> None:
        """An empty file in place of a damaged one; memory when the trouble is another."""
        self.db.close()
        if not _is_damage(error) or not self._remove():
            self.path = None
        self.db = self._open()

    def _refresh(self) -> None:
        self._filling = True
        try:
            for attempt in (1, 2, 3):
                try:
                    self._fill(self)
                    return
                except sqlite3.DatabaseError as error:
                    if attempt == 3:
                        raise
                    if attempt == 2:
                        self.path = None
                    self._renew(error)
        finally:
            self._filling = False

    def _ask(self, question: str, *values: object) -> list[Any]:
        """The rows of one query; a damaged file is rebuilt and asked again."""
        try:
            return self.db.execute(question, values).fetchall()
        except sqlite3.DatabaseError as error:
            if self._filling:
                raise
            self._renew(error)
        self._refresh()
        return self.db.execute(question, values).fetchall()

    def _rows(self, question: str, *values: object) -> list[list[Any]]:
        """The same for rows whose last column is sealed; each comes with that column opened."""
        try:
            return [[*rest, _unsealed(sealed)] for *rest, sealed in self._ask(question, *values)]
        except Damaged as error:
            if self._filling:
                raise
            self._renew(error)
        self._refresh()
        return [[*rest, _unsealed(sealed)] for *rest, sealed in self._ask(question, *values)]

    def mend(self) -> bool:
        """Rebuild the file when it is damaged in a place that only makes rows disappear; whether it was."""
        if not self.check():
            return False
        self.discard()
        return True

    def check(self) -> str:
        """What SQLite finds wrong with the file; empty when nothing."""
        try:
            found = [row[0] for row in self.db.execute("pragma integrity_check(1)")]
        except sqlite3.DatabaseError as error:
            return str(error)
        return "" if found == ["ok"] else "; ".join(found)

    def discard(self) -> None:
        """Remove the file; the next process makes another."""
        self.db.close()
        self._remove()
        self.path = None
        self.db = self._open()
        self._refresh()

    # ---------------------------------------------------------------- what it holds

    def head(self) -> str:
        """The commit that records and versions belong to."""
        found = self._rows("select value from meta where key='head'")
        return str(found[0][0]) if found else ""

    def records(self) -> list[Record]:
        return [Record(*fields) for (fields,) in self._rows("select fields from record order by n")]

    def known_facts(self) -> dict[str, Facts]:
        return {blob: _facts(fields) for blob, fields in self._rows("select blob, fields from facts")}

    def versions(self, docid: str) -> tuple[Version, ...]:
        return tuple(_version(f) for (f,) in self._rows("select fields from version where docid=? order by number", readable(docid)))

    def all_versions(self) -> Iterator[Version]:
        for (fields,) in self._rows("select fields from version order by docid, number"):
            yield _version(fields)

    def docids(self) -> list[str]:
        return [d for (d,) in self._ask("select docid from version where number=1 order by docid")]

    def named(self, name: str) -> list[str]:
        """Ids of documents with that id, alias or path."""
        return [d for (d,) in self._ask("select docid from name where name=? order by docid", _key(name))]

    def store(
        self,
        before: str,
        head: str,
        records: Iterable[Record],
        fresh: bool,
        facts: Mapping[str, Facts],
        versions: Mapping[str, Sequence[Version]],
    ) -> bool:
        """Replace what depends on the head, in one transaction; False when another process moved it from `before` meanwhile."""
        names = sorted({(key, docid) for docid, line in versions.items() for key in _names(docid, line)})
        rows = ((docid, v.number, _sealed(_row(v))) for docid, line in versions.items() for v in line)
        self.db.execute("begin immediate")
        try:
            if self.head() != before:
                self.db.execute("rollback")
                return False
            if fresh:
                self.db.execute("delete from record")
            self.db.executemany("insert into record(fields) values (?)", ((_sealed([getattr(r, name) for name in _RECORD_FIELDS]),) for r in records))
            self.db.executemany("insert or replace into facts values (?, ?)", ((b, _sealed([getattr(f, name) for name in _FACTS_FIELDS])) for b, f in facts.items()))
            self.db.execute("delete from version")
            self.db.execute("delete from name")
            self.db.executemany("insert into version values (?, ?, ?)", rows)
            self.db.executemany("insert into name values (?, ?)", names)
            self.db.execute("insert or replace into meta values ('head', ?)", (_sealed(head),))
            self.db.execute("commit")
        except sqlite3.DatabaseError:
            with contextlib.suppress(sqlite3.DatabaseError):
                self.db.execute("rollback")
            raise
        return True


def _make_tables(db: sqlite3.Connection) -> None:
    db.execute("begin immediate")
    if not db.execute("select 1 from sqlite_master where name='name'").fetchone():  # else another process just did
        for statement in _TABLES.strip().splitlines():
            db.execute(statement)
    db.execute("commit")


def _is_damage(error: Exception) -> bool:
    """Whether an error speaks of the file itself, and not of a lock, a limit or a permission."""
    if isinstance(error, Damaged):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.DatabaseError) and (code is None or code & 0xFF in _BROKEN)


def _sealed(value: object) -> str:
    """JSON with its checksum before it: SQLite has none, and a wrong date is worse than a slow answer."""
    text = json.dumps(value)
    return f"{zlib.crc32(text.encode()):08x}{text}"


def _unsealed(sealed: object) -> Any:
    if isinstance(sealed, str) and sealed[:8] == f"{zlib.crc32(sealed[8:].encode('utf-8', 'replace')):08x}":
        return json.loads(sealed[8:])
    raise Damaged("a row of the cache does not match its checksum")


def _key(name: str) -> str:
    return " ".join(readable(name).casefold().split())


def _names(docid: str, line: Sequence[Version]) -> set[str]:
    names = {docid, *(alias for v in line for alias in v.aliases), *(v.path for v in line), *(v.path.rpartition(".")[0] for v in line)}
    return {_key(name) for name in names}


def _row(version: Version) -> list[object]:
    values = [getattr(version, name) for name in _VERSION_FIELDS]
    return [v.text if isinstance(v, PolicyDate) else "" if v is None else v for v in values]


def _version(fields: Sequence[Any]) -> Version:
    row = list(fields)
    row[2] = PolicyDate(row[2]) if row[2] else None
    row[3] = Basis(row[3])
    row[12] = PolicyDate(row[12]) if row[12] else None
    row[15] = tuple(row[15])
    row[18] = tuple(Kept(*kept) for kept in row[18])
    return Version(*row)


def _facts(fields: Sequence[Any]) -> Facts:
    row = list(fields)
    row[11] = tuple(row[11])
    return Facts(*row)
