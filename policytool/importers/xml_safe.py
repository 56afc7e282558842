"""The bytes of an XML file -> a tree of elements, in bounded time and memory.

The standard library's expat, hardened: a document type declaration is refused before anything in it is
read, so there are no entities to expand and nothing outside is ever fetched; bytes, elements, depth and
attributes are counted. Names lose their namespace; what surrounds text is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from policytool.errors import BadInput

MAX_BYTES = 64 * 1024 * 1024
MAX_NODES = 1_500_000
MAX_DEPTH = 256
MAX_ATTRIBUTES = 3_000_000
_EMPTY: dict[str, str] = {}
MAX_RUN = 4_000_000
"""Characters between two tags: more is no paragraph, and splitting it into words would take a gigabyte."""


@dataclass(slots=True, eq=False)
class Element:
    """One element. Children are elements and runs of text, in order."""

    tag: str
    """Its name without a namespace."""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    space: str = ""
    """Its namespace."""

    def elements(self, *tags: str) -> Iterator[Element]:
        """The child elements, only those with one of `tags` when any are given."""
        return (c for c in self.children if isinstance(c, Element) and (not tags or c.tag in tags))

    def first(self, *tags: str) -> Element | None:
        """The first child element with one of `tags`."""
        return next(self.elements(*tags), None)

    def walk(self, skip: Collection[str] = ()) -> Iterator[Element]:
        """This element and all below it, in document order; those named in `skip` are left out with all they hold."""
        stack = [self]
        while stack:
            element = stack.pop()
            if element.tag in skip and element is not self:
                continue
            yield element
            stack.extend(c for c in reversed(element.children) if isinstance(c, Element))

    def find(self, *tags: str) -> Element | None:
        """The first element at any depth with one of `tags`."""
        return next((e for e in self.walk() if e.tag in tags), None)

    def words(self, skip: Collection[str] = (), breaks: Collection[str] = ("br",)) -> str:
        """All its text, blanks made single; elements named in `skip` left out, those in `breaks` counting as a blank."""
        pieces: list[str] = []
        stack: list[Element | str] = list(reversed(self.children))
        while stack:
            child = stack.pop()
            if isinstance(child, str):
                pieces.append(child)
            elif child.tag not in skip:
                if child.tag in breaks:
                    pieces.append(" ")
                stack.extend(reversed(child.children))
        return " ".join("".join(pieces).split())


class _Builder:
    """Handlers of one parse, and what they have counted."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: list[Element] = []
        self.root: Element | None = None
        self.nodes = self.attributes = self.run = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.nodes += 1
        self.run = 0
        self.attributes += len(attributes)
        if self.nodes > MAX_NODES or self.attributes > MAX_ATTRIBUTES:
            raise BadInput(f"{self.name} has more than {MAX_NODES:,} XML elements; import a part of it: one title, part or document")
        if len(self.open) >= MAX_DEPTH:
            raise BadInput(f"{self.name} nests XML elements more than {MAX_DEPTH} deep; that is no document this can read")
        space, _, local = tag.rpartition(" ")
        element = Element(local, {k.rpartition(" ")[2]: v for k, v in attributes.items()} if attributes else _EMPTY, [], space)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _tag: str) -> None:
        self.run = 0
        self.open.pop()

    def text(self, data: str) -> None:
        self.run += len(data)
        if self.run > MAX_RUN:
            raise BadInput(f"{self.name} holds a text of more than {MAX_RUN:,} characters without a tag; import a part of it")
        if self.open:
            self.open[-1].children.append(data)

    def doctype(self, *_: object) -> None:
        raise BadInput(
            f"{self.name} declares a document type (<!DOCTYPE ...>), which can hide expanding or outside entities; "
            "remove that line if you trust the file, and import it again"
        )

    def entity(self, *_: object) -> None:
        raise BadInput(f"{self.name} uses an XML entity that is not part of XML itself; write the character out")


def read_xml(data: bytes, name: str) -> Element:
    """The root element of an XML file.

    Raises BadInput for what is not well-formed, for a document type declaration or an entity, and for more than
    64 MB, 1.5 million elements or 256 levels.

    >>> read_xml(b"<a x='1'>one <b>two</b></a>", "x.xml").words()
    'one two'
    """
    if len(data) > MAX_BYTES:
        raise BadInput(
            f"{name} is {len(data) / 1e6:.0f} MB of XML; at most {MAX_BYTES // 2**20} MB is read. Import one title, part or document"
        )
    builder = _Builder(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 65536
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    handlers: dict[str, Callable[..., None]] = {
        "StartElementHandler": builder.start, "EndElementHandler": builder.end, "CharacterDataHandler": builder.text,
        "StartDoctypeDeclHandler": builder.doctype, "EntityDeclHandler": builder.entity, "SkippedEntityHandler": builder.entity,
        "ExternalEntityRefHandler": builder.entity,
    }  # fmt: skip
    for handler, function in handlers.items():
        setattr(parser, handler, function)
    _feed(parser, data, name)
    if builder.root is None:
        raise BadInput(f"{name} holds no XML element")
    return builder.root


def _feed(parser: expat.XMLParserType, data: bytes, name: str) -> None:
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        said = expat.errors.messages.get(error.code, "unknown")
        if "encoding" in said:
            raise BadInput(f"{name} is XML in an encoding that cannot be read ({said}); save it as UTF-8") from None
        cut = "; it may be cut off: download it again" if "no element found" in said or "unclosed" in said else ""
        raise BadInput(f"{name} is not well-formed XML: {said} at line {error.lineno}, column {error.offset + 1}{cut}") from None
    except (LookupError, ValueError) as error:  # an encoding Python does not know, or one it cannot use here
        raise BadInput(f"{name} is XML in an encoding that cannot be read ({error}); save it as UTF-8") from None
