"""Clauses as rows -> a SQLite FTS5 index, kept between runs: derived, safe to delete, shared by processes.

Texts are keyed by (docid, blob), so what is indexed never goes stale; when the store's state moves, texts
that are new are added and texts that are gone are removed, in one transaction. A damaged file is rebuilt;
where none can be written the same tables stand in memory, and `note` says so.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from policytool.search.query import Query

_TABLES = (
    "create table meta(key text primary key, value text)",
    "create table entry(n integer primary key, docid text, blob text, unique(docid, blob))",
    "create table period(entry integer, docid text, name text, date text, title text, kind text, place text, first text, last text, newest integer)",
    "create index period_of on period(entry)",
    "create virtual table clause using fts5(heading, body, ident unindexed, address unindexed, path unindexed, tokenize='unicode61 remove_diacritics 2')",
    "insert into clause(clause, rank) values ('rank', 'bm25(2.0, 1.0)')",
    "create virtual table vocabulary using fts5vocab(clause, 'row')",
    "create table word(term text primary key, clauses integer) without rowid",
)
_BITS = 24
"""A clause's row number is its text's number and, in this many bits, its place in the text."""
_WAIT = 60.0
"""Seconds to wait for another process that is indexing."""
_BROKEN = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
OPEN, CLOSE = "\x02", "\x03"
"""What stands around the words found, in a snippet."""
_WORDS = 40
"""Words of a snippet."""


class Entry(NamedTuple):
    """One clause of one text."""

    ident: str
    address: str
    """How a person cites it: `2-173-020(a)(1)`."""
    path: str
    """The headings of what holds it, outermost first."""
    heading: str
    body: str


class Holding(NamedTuple):
    """One version of one document, and the days on which it was in force."""

    docid: str
    blob: str
    name: str
    date: str
    title: str
    kind: str
    jurisdiction: str
    first: str
    """Its first day in force; empty when it is in force on no known day."""
    last: str
    """The day after its last; `9999-99-99` when none is known."""


class Hit(NamedTuple):
    """One clause that holds the words."""

    docid: str
    name: str
    """`docid@date`."""
    date: str
    title: str
    ident: str
    address: str
    path: str
    heading: str
    snippet: str
    """Words around what was found, each find between OPEN and CLOSE."""
    score: float
    """BM25; the higher, the better. Comparable within one answer only."""


_HELD = (
    f"from clause c cross join period p on p.entry = c.rowid >> {_BITS}"
    " where clause match ? and (? = '' and p.newest or p.first != '' and p.first <= ? and ? < p.last)"
    " and (? = '' or p.kind = ?) and (? = '' or instr(p.place, ?))"
)
"""The clauses that hold all of a query in the texts that are asked for."""


class SearchIndex:
    """The index of one store. `program` names the code that made the rows: other code, another index."""

    def __init__(self, path: Path | None, program: str) -> None:
        self.path = path
        self.program = program
        self.note = ""
        """What a reader should know: that nothing could be kept."""
        self._again: Callable[[], None] = lambda: None
        """Fills it as it was filled last."""
        self.db = self._open()

    # ---------------------------------------------------------------- the file

    def _open(self) -> sqlite3.Connection:
        if self.path is not None:
            for attempt in (1, 2):
                db = None
                try:
                    self.path.parent.mkdir(parents=True, exist_ok=True)
                    db = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
                    self._prepare(db)
                    return db
                except (sqlite3.DatabaseError, OSError) as error:
                    if db is not None:
                        db.close()
                    if attempt == 2 or not self._discard(error):
                        self.note = f"the search index cannot be kept in {self.path.parent} ({error}); it was made in memory for this one search"
                        break
        self.path = None
        db = sqlite3.connect(":memory:", isolation_level=None)
        self._prepare(db)
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        """Tables of this program in the file; those of another program are dropped."""
        if self._is_current(db):
            pages, size = (db.execute(f"pragma {what}").fetchone()[0] for what in ("page_count", "page_size"))
            if self.path is not None and self.path.stat().st_size < pages * size:
                raise sqlite3.DatabaseError("the file is shorter than it says")
            return
        with _transaction(db):
            if self._is_current(db):
                return  # another process was quicker
            if db.execute("select 1 from sqlite_master where name='meta'").fetchone():
                for name in ("word", "vocabulary", "clause", "period", "entry", "meta"):
                    db.execute(f"drop table if exists {name}")
            for statement in _TABLES:
                db.execute(statement)
            db.execute("insert into meta values ('program', ?)", (self.program,))

    def _is_current(self, db: sqlite3.Connection) -> bool:
        if not db.execute("select 1 from sqlite_master where name='meta'").fetchone():
            return False
        return bool(db.execute("select value from meta where key='program'").fetchone() == (self.program,))

    def _discard(self, error: Exception) -> bool:
        """Remove a file that is damaged; False when the trouble is another or it cannot be removed."""
        code = getattr(error, "sqlite_errorcode", None)
        if not isinstance(error, sqlite3.DatabaseError) or (code is not None and code & 0xFF not in _BROKEN) or self.path is None:
            return False
        try:
            for name in (f"{self.path}-journal", str(self.path)):
                with contextlib.suppress(FileNotFoundError):
                    Path(name).unlink()
        except OSError:
            return False
        return True

    def _renew(self, error: sqlite3.DatabaseError) -> None:
        self.db.close()
        if not self._discard(error):
            self.note = f"the search index in {self.path} cannot be used ({error}); it was made in memory for this one search"
            self.path = None
        self.db = self._open()

    # ---------------------------------------------------------------- filling

    def state(self) -> str:
        """The state of the store that the index shows; empty when it shows none."""
        row = self.db.execute("select value from meta where key='state'").fetchone()
        return str(row[0]) if row else ""

    def refresh(self, state: str, holdings: Callable[[], Sequence[Holding]], read: Callable[[str, str], Iterable[Entry]]) -> None:
        """Bring the index to `state`: `holdings` says what the store holds, `read` the clauses of (docid, blob).

        Nothing is asked for when the state is the same.
        """
        self._again = lambda: self.refresh(state, holdings, read)
        for attempt in (1, 2, 3):
            try:
                if self.state() != state:
                    with _transaction(self.db):
                        if self.state() != state:  # else another process was quicker
                            self._fill(holdings(), read)
                            self.db.execute("insert or replace into meta values ('state', ?)", (state,))
                return
            except sqlite3.DatabaseError as error:
                if attempt == 3:
                    raise
                self._renew(error)

    def _fill(self, held: Sequence[Holding], read: Callable[[str, str], Iterable[Entry]]) -> None:
        db = self.db
        known = {(docid, blob): n for n, docid, blob in db.execute("select n, docid, blob from entry")}
        wanted = dict.fromkeys((h.docid, h.blob) for h in held)
        for key, n in known.items():
            if key not in wanted:
                db.execute("delete from clause where rowid between ? and ?", (n << _BITS, (n + 1 << _BITS) - 1))
                db.execute("delete from entry where n=?", (n,))
        for key in wanted:
            if key not in known:
                n = known[key] = self._next()
                db.execute("insert into entry values (?, ?, ?)", (n, *key))
                rows = ((n << _BITS | place, e.heading, e.body, e.ident, e.address, e.path) for place, e in enumerate(read(*key)))
                db.executemany("insert into clause(rowid, heading, body, ident, address, path) values (?, ?, ?, ?, ?, ?)", rows)
        db.execute("delete from word")
        db.execute("insert into word select term, doc from vocabulary")  # counting anew for every question would take longer than answering
        db.execute("delete from period")
        newest = {(h.docid, h.blob): place for place, h in enumerate(held)}
        db.executemany(
            "insert into period values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (known[h.docid, h.blob], h.docid, h.name, h.date, h.title, h.kind, f"{h.jurisdiction} {h.docid}".casefold(), h.first, h.last, newest[h.docid, h.blob] == place)
                for place, h in enumerate(held)
            ),
        )  # fmt: skip

    def _next(self) -> int:
        return int(self.db.execute("select coalesce(max(n), 0) + 1 from entry").fetchone()[0])

    # ---------------------------------------------------------------- asking

    def search(self, query: Query, day: str = "", kind: str = "", jurisdiction: str = "", limit: int = 20, ranked: bool = True) -> list[Hit]:
        """The clauses that hold all of a query, best first (as they come when not `ranked`, which is quicker); of the texts in force on `day`, or of every version without one."""
        question = (
            f"select p.docid, p.name, p.date, p.title, c.ident, c.address, c.path, c.heading, snippet(clause, 1, '{OPEN}', '{CLOSE}', ' ... ', {_WORDS}), -c.rank"
            f" {_HELD} {'order by c.rank' if ranked else ''} limit ?"
        )
        place = jurisdiction.casefold()
        hits = [Hit(*row) for row in self._ask(question, query.expression, day, day, day, kind, kind, place, place, limit)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.docid, hit.date))

    def count(self, query: Query, day: str = "", kind: str = "", jurisdiction: str = "") -> int:
        """How many clauses `search` would find without a limit."""
        place = jurisdiction.casefold()
        return int(self._ask(f"select count(*) {_HELD}", query.expression, day, day, day, kind, kind, place, place)[0][0])

    def undated(self) -> int:
        """How many documents have no text with a date, and so none that is in force on any day."""
        return int(self._ask("select count(*) from (select docid from period group by docid having max(first) = '')")[0][0])

    def kinds(self) -> list[str]:
        """The kinds of document there are."""
        return [str(kind) for (kind,) in self._ask("select distinct kind from period where kind != '' order by kind")]

    def places(self, jurisdiction: str) -> int:
        """How many texts have this in their jurisdiction or id."""
        return int(self._ask("select count(*) from period where instr(place, ?)", jurisdiction.casefold())[0][0])

    def cited_as(self, address: str) -> list[str]:
        """The clauses that a person cites as `address`, in the newest texts: `docid#clause`, a few at most. Reads every clause."""
        rows = self._ask(
            f"select p.docid || '#' || c.ident from clause c join period p on p.entry = c.rowid >> {_BITS} where p.newest and c.address in (?, '§ ' || ?) group by 1 limit 5",
            address, address,
        )  # fmt: skip
        return [str(name) for (name,) in rows]

    def words(self) -> list[tuple[str, int]]:
        """(word, number of clauses that hold it) for every word of the index."""
        return [(str(word), int(count)) for word, count in self._ask("select term, clauses from word")]

    def _ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of one query; a damaged file is rebuilt and asked again."""
        try:
            return self.db.execute(question, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._renew(error)
        self._again()
        return self.db.execute(question, values).fetchall()

    def close(self) -> None:
        self.db.close()


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        with contextlib.suppress(sqlite3.DatabaseError):
            db.execute("rollback")
        raise
