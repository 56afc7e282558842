"""An argument, a file or `doc@sel`, -> a parsed document with its version and where it came from.

The only loader: every command that needs a document gets it here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from policytool.cache import cache_folder
from policytool.errors import BadInput, NotFound, to_paste
from policytool.language.facts import decode, version_date
from policytool.model.blob import blob_id

if TYPE_CHECKING:
    from pathlib import Path

    from policytool.language.citation_kind import CitationKind
    from policytool.model.document import Document
    from policytool.model.version import Selection, Version
    from policytool.store import Store
    from policytool.xref import Resolver
    from policytool.xref.library import Held

MAX_FILE = 64 * 1024 * 1024
CONFIGURATION = "policytool.toml"
"""A store's own settings, at its root: [citation.NAME] tables."""
MARKDOWN = (".md", ".markdown")
"""Names of files that are read as they are, so that comparing them loads no importer."""
FILES = (*MARKDOWN, ".txt", ".docx", ".html", ".htm", ".xml", ".json", ".pdf")
"""Endings of names that a person gives to files, not to documents."""


class Loaded(NamedTuple):
    """A document with its provenance."""

    document: Document
    name: str
    """How it was found: a path, or `docid@date`."""
    version: Version | None
    """None for a plain file."""
    notes: tuple[str, ...] = ()
    file_blob: str = ""
    """The id git would give the bytes of a plain file."""

    @property
    def blob(self) -> str:
        """The id git gives its bytes."""
        if self.version and self.version.blob:
            return self.version.blob
        return self.file_blob or blob_id(self.document.source.encode("utf-8", "surrogatepass"))

    @property
    def date(self) -> str:
        """Its version date as written; empty when not known."""
        if self.version is not None:
            return str(self.version.date or "")
        return version_date(self.document.front_matter)[0]


class Workspace:
    """Where arguments are looked up. Environment and clock come from the command line."""

    def __init__(self, folder: str = "", today: str = "", known_at: str = "", environment: Mapping[str, str] = MappingProxyType({})) -> None:
        self.folder = folder
        """-C, or POLICYTOOL_STORE; empty for the repository around the current directory."""
        self.today = today
        self.known_at = known_at
        self.environment = environment
        self._store: Store | None = None
        self._given: Loaded | None = None
        """What standard input held, once it was read."""

    @property
    def cache(self) -> Path:
        """The folder for what can be worked out again."""
        from pathlib import Path

        return Path(cache_folder(self.environment))

    @property
    def store(self) -> Store:
        """The store. Raises NotFound naming `init --sample` when there is none."""
        if self._store is None:
            from policytool.store import open_store

            where = self.folder or self.environment.get("POLICYTOOL_STORE", "")
            try:
                self._store = open_store(
                    where or ".", cache=self.cache, today=self.today, known_at=self.known_at, whole=not where
                )
            except NotFound as error:
                raise NotFound(
                    f"{error.message}; give a store with -C DIR or POLICYTOOL_STORE, or make one: policytool init DIR --sample"
                ) from None
        return self._store

    def resolver(self) -> Resolver:
        """What resolves citations against this store; none of its documents are needed to read a plain file."""
        from policytool.xref import Resolver

        return Resolver(Shelf(self.store))

    def load(self, argument: str) -> Loaded:
        """One document. When a date cannot tell two versions apart, the later one, with a note."""
        return self.load_all(argument)[-1]

    def load_all(self, argument: str) -> tuple[Loaded, ...]:
        """The document or documents that an argument names: two when a month-only date leaves both possible."""
        if argument == "-":
            self._given = self._given or _read_text(sys.stdin.buffer.read(MAX_FILE + 1), "standard input")
            return (self._given,)
        selection = self.select(argument)
        if selection is None:
            return (load_file(os.path.expanduser(argument)),)
        return tuple(self._loaded(version, selection) for version in selection.versions)

    def select(self, argument: str) -> Selection | None:
        """The version or versions of the store that an argument names, without their text; None for a plain file."""
        if (
            argument == "-"
            or argument.startswith(("./", "../", "/", "~"))
            or (os.path.splitext(argument)[1] and os.path.isfile(argument) and not self._is_tracked(argument))
        ):
            return None
        try:
            return self.store.select(argument)
        except NotFound as error:
            if argument and os.path.isdir(argument):
                raise NotFound(f"{argument!r} is a folder, not a document; {to_paste('policytool', '-C', argument, 'list')} shows what is in it") from None
            if os.path.splitext(argument)[1].lower() not in FILES:
                raise
            raise NotFound(f"no file {argument!r} here, and {error.message}") from None

    def _is_tracked(self, argument: str) -> bool:
        if not (self.folder or self.environment.get("POLICYTOOL_STORE")):
            return False
        return bool(self.store.index.named(argument))

    def _loaded(self, version: Version, selection: Selection) -> Loaded:
        from policytool.parsing import parse_document

        full = self.store.with_text(version)
        from policytool.store.selectors import commit_note

        notes = tuple(dict.fromkeys((*selection.notes, *commit_note(version), *self._apart(version))))
        return Loaded(parse_document(full.text, version.docid), version.name, full, notes)

    def _apart(self, version: Version) -> Iterator[str]:
        """That a text read from a plain folder lies in a repository, of which the folder knows nothing."""
        if self.store.git is None:
            from policytool.store.folder import called_in, repositories_below

            for folder in repositories_below(self.store.root, (version.path,)):
                asked = to_paste("policytool", "-C", folder, "log", called_in(folder, self.store.root, version.docid))
                yield f"read as a plain file, without history; {folder} is a repository of its own: {asked}"


def read_data(path: str | os.PathLike[str]) -> bytes:
    """The bytes of one file. Raises NotFound or BadInput with what to do."""
    if str(path) == "-":
        raise BadInput("standard input is one text, and is not read here; name a file")
    if os.path.isdir(path):
        raise BadInput(f"{path} is a folder; name a file in it, or use {to_paste('-C', path)} and a document id")
    try:
        size = os.stat(path).st_size
        if size > MAX_FILE:
            raise BadInput(f"{path} is {size / 1e6:.0f} MB; at most {MAX_FILE // 2**20} MB is read")
        with open(path, "rb") as file:
            data = file.read(MAX_FILE + 1)  # a pipe or a device says no size beforehand
        if len(data) > MAX_FILE:
            raise BadInput(f"{path} gives more than {MAX_FILE // 2**20} MB; no more is read")
        return data
    except FileNotFoundError:
        raise NotFound(f"no file {str(path)!r}") from None
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror}") from None


def load_file(path: str | os.PathLike[str]) -> Loaded:
    """A plain file as a document; a Word file, web page, PDF or XML is imported first, its marked changes accepted."""
    data = read_data(path)
    return _import_file(data, str(path)) if _is_imported(str(path)) else _read_text(data, str(path))


def _read_text(data: bytes, name: str) -> Loaded:
    """Markdown or plain text as a document."""
    from policytool.parsing import parse_document

    if len(data) > MAX_FILE:
        raise BadInput(f"{name} gives more than {MAX_FILE // 2**20} MB; no more is read")
    text = decode(data, name)
    try:
        return Loaded(parse_document(text), name, None, file_blob=blob_id(data))
    except BadInput as error:
        raise BadInput(f"{name}: {error.message}") from None


def _is_imported(path: str) -> bool:
    if path.endswith(MARKDOWN):
        return False
    from policytool.importers import importable

    return importable(path)


def _import_file(data: bytes, path: str) -> Loaded:
    from policytool.importers import read_source
    from policytool.importers.markdown import write_markdown
    from policytool.parsing import parse_document

    imported = read_source(data, path)
    notes = [f"not carried over: {loss.kind}: {loss.count}" for loss in imported.losses]
    notes += ["its marked changes are accepted; policytool import --both gives both texts"] if imported.marked else []
    return Loaded(parse_document(write_markdown(imported)), path, None, tuple(notes), blob_id(data))


class Shelf:
    """The documents of a store as the resolver sees them, each text parsed once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._parsed: dict[str, Document] = {}
        self._chosen: dict[tuple[str, str], Version] = {}

    def held(self) -> list[Held]:
        """Every document with all it is called."""
        from policytool.xref.library import Held

        return [
            Held(
                info.docid, tuple(dict.fromkeys((info.newest.title, *(alias for v in info.versions for alias in v.aliases)))),
                info.newest.ends.first if info.newest.ends else "",
            )
            for info in self.store.documents()
        ]

    def kinds(self) -> tuple[CitationKind, ...]:
        """The store's own citation kinds, from its configuration file."""
        from policytool.language.kind_reading import read_kinds
        from policytool.store.companion import read_companion

        said = read_companion(self.store, CONFIGURATION)
        return read_kinds(said, str(self.store.root / CONFIGURATION)) if said else ()

    def on(self, docid: str, date: str) -> tuple[Document, str]:
        """The text in force on a day, else the newest."""
        return self.read(self.version_on(docid, date))

    def version_on(self, docid: str, date: str) -> Version:
        """The version in force on a day, else the newest."""
        chosen = self._chosen.get((docid, date))
        if chosen is None:
            chosen = self._chosen[docid, date] = self._choose(docid, date)
        return chosen

    def _choose(self, docid: str, date: str) -> Version:
        if date:
            try:
                return self.store.select(f"{docid}@{date}").version
            except NotFound:
                pass
        return self.store.select(f"{docid}@latest").version

    def newest(self, docid: str) -> tuple[Document, str]:
        """The newest text."""
        return self.read(self.version_on(docid, ""))

    def read(self, version: Version) -> tuple[Document, str]:
        """One text and its version date."""
        from policytool.parsing import parse_document

        document = self._parsed.get(version.blob)
        if document is None:
            document = self._parsed[version.blob] = parse_document(self.store.with_text(version).text, version.docid)
        return document, str(version.date or "")
