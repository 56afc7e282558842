"""The bytes of an XML file -> an element tree, in bounded time and memory.

No document type is accepted: entities, nested or external, can only be declared in one.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from policytool.errors import BadInput

MAX_ELEMENTS = 3_000_000
_TAG = re.compile(rb"<[A-Za-z_]")


class _Prolog(Exception):
    """Stops the look at what stands before the first element."""


def read_xml(data: bytes, name: str, limit: int) -> Element:
    """The root element. Raises BadInput for anything that is not one well-formed XML document without a document type."""
    if len(data) > limit:
        raise BadInput(f"{name} holds {len(data) / 1e6:.0f} MB of XML; at most {limit // 2**20} MB is read")
    if len(_TAG.findall(data)) > MAX_ELEMENTS:
        raise BadInput(f"{name} holds more than {MAX_ELEMENTS:,} XML elements; split it")
    _check_prolog(data, name)
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        line, column = error.position
        raise BadInput(f"{name} is not well-formed XML (line {line}, column {column + 1}): it is cut short or damaged") from None
    except (ValueError, LookupError) as error:
        raise BadInput(f"{name} is in an encoding that cannot be read: {error}") from None


def _check_prolog(data: bytes, name: str) -> None:
    parser = expat.ParserCreate()

    def start_doctype(doctype: str, system: str | None, public: str | None, internal: int) -> None:
        raise BadInput(f"{name} has a document type (<!DOCTYPE {doctype}>), which may hold entities; it is not read")

    def first_element(tag: str, attributes: dict[str, str]) -> None:
        raise _Prolog

    parser.StartDoctypeDeclHandler = start_doctype
    parser.StartElementHandler = first_element
    try:
        parser.Parse(data, True)
    except _Prolog:
        return
    except (expat.ExpatError, ValueError, LookupError):
        return  # said in full by the reader itself


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace; empty for a comment.

    >>> local("{http://x}p"), local("p")
    ('p', 'p')
    """
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
