"""The bytes of a Word file -> its XML parts, in bounded time and memory."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from policytool.errors import BadInput
from policytool.importers.xml_tree import local, read_xml

MAX_PART = 48 * 1024 * 1024
MAX_RATIO, SMALL = 250, 2 * 1024 * 1024
"""A part larger than SMALL that shrinks more than MAX_RATIO times is no text anybody wrote."""
MAX_ENTRIES = 10_000


@dataclass(slots=True)
class Package:
    """An opened Word file; parts are read when asked for."""

    name: str
    archive: zipfile.ZipFile
    document: str = "word/document.xml"
    _read: dict[str, Element | None] = field(default_factory=dict)

    def part(self, path: str) -> Element | None:
        """The root of one part; None when the file has no such part."""
        if path not in self._read:
            data = self._bytes(path)
            self._read[path] = None if data is None else read_xml(data, f"{self.name} ({path})", MAX_PART)
        return self._read[path]

    def _bytes(self, path: str) -> bytes | None:
        try:
            info = self.archive.getinfo(path)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise BadInput(f"{self.name} is an encrypted zip; save it without a password")
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > MAX_PART or (info.file_size > SMALL and ratio > MAX_RATIO):
            raise BadInput(
                f"{self.name}: its part {path} would grow to {info.file_size / 1e6:.0f} MB ({ratio:.0f} times its size); it is not read"
            )
        try:
            with self.archive.open(info) as file:
                data = file.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
            raise BadInput(f"{self.name}: its part {path} is damaged ({error}); open it in Word and save it again") from None
        if len(data) > MAX_PART:
            raise BadInput(f"{self.name}: its part {path} holds more than {MAX_PART // 2**20} MB; it is not read")
        return data

    def related(self, kind: str) -> list[str]:
        """Paths of the parts the document refers to by a relation that ends with `kind`, in order of their ids."""
        return [path for relation, path, _ in self.relations() if relation == kind]

    def relations(self) -> Iterator[tuple[str, str, str]]:
        """(last word of the relation, path or address, id) of each relation of the document."""
        folder, leaf = posixpath.split(self.document)
        root = self.part(f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels")
        for relation in () if root is None else root:
            target = relation.get("Target", "")
            inside = relation.get("TargetMode") != "External"
            path = (target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))) if inside else target
            yield relation.get("Type", "").rpartition("/")[2], path, relation.get("Id", "")

    def one(self, kind: str) -> Element | None:
        """The root of the first part of a kind: styles, numbering, footnotes ..."""
        return next((root for path in self.related(kind) if (root := self.part(path)) is not None), None)


def open_package(data: bytes, name: str) -> Package:
    """A Word file. Raises BadInput for a damaged zip, a zip of something else, a workbook or slides."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, UnicodeDecodeError, IndexError) as error:
        raise BadInput(f"{name} is a damaged or cut-off Word file ({error}); download or save it again") from None
    if len(names) > MAX_ENTRIES:
        raise BadInput(f"{name} is a zip of {len(names):,} files; a Word file has a few dozen")
    package = Package(name, archive)
    root = package.part("_rels/.rels")
    for relation in () if root is None else root:
        if relation.get("Type", "").endswith("/officeDocument"):
            package.document = relation.get("Target", "").lstrip("/")
    document = package.part(package.document)
    if document is None:
        kind = next((k for k, path in (("workbook", "xl/"), ("presentation", "ppt/")) if any(n.startswith(path) for n in names)), "")
        raise BadInput(f"{name} is no Word file{f' but a {kind}' if kind else ''}: it has no text part; save it as .docx")
    if local(document.tag) != "document":
        raise BadInput(f"{name} is no Word file: its main part is <{local(document.tag)}>; save it as .docx")
    return package
