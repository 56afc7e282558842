"""The runs of one Word paragraph -> its words in one view, and what was met on the way.

Fields show what they last showed; a table of contents is left out. Struck text counts as deleted and
underlined text as inserted only where the file uses strike-through, as ordinances in amending style do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from policytool.errors import BadInput
from policytool.importers.docx_styles import Styles, child, contents, value
from policytool.importers.docx_symbols import symbol_of
from policytool.importers.imported import View
from policytool.importers.xml_tree import local
from policytool.patterns import lazy

MAX_DEPTH = 150
MAX_CODE, MAX_NUMBER = 8_000, 200
"""Characters that are kept of a field's code, and of what it shows: a number."""
_INSERTED, _DELETED = ("ins", "moveTo"), ("del", "moveFrom")
_TRANSPARENT = frozenset({"smartTag", "customXml", "bdo", "dir", "sdtContent", "sdt", "rt", "rubyBase"})
_PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SHOWN = frozenset({*_PLAIN, "br", "sym", "symEx", "ruby"})
_COUNTING = frozenset({"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"})
_UNSEEN = frozenset({"XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "NEXT", "NEXTIF", "SKIPIF"})
"""Fields that show nothing."""
_SYMBOL = lazy(r'\s*SYMBOL\s+(?P<code>0x[0-9A-F]{1,5}|\d{1,6})\b(?:.{0,200}?\\f\s*(?:"(?P<font>[^"]{1,80})"|(?P<bare>\w{1,80})))?', re.I)
_BUTTON = lazy(r"\s*(?:MACRO|GOTO)BUTTON\s+\S+\s+(?P<words>\S.*)", re.I | re.S)
_NUMBER_SWITCH = lazy(r"\\[rnw]\b")


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code, whether its result has come, what the result says."""

    code: str = ""
    result: bool = False
    said: str = ""


@dataclass(slots=True)
class TextReader:
    """Reads the words of paragraphs in order; fields may span them."""

    view: View
    styles: Styles
    amending: bool
    links: dict[str, str]
    """Relation id -> address."""
    losses: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(footnote or endnote, id) met since they were last taken."""
    bookmarks: list[str] = field(default_factory=list)
    """Names of bookmarks that begin in the paragraph."""
    references: list[tuple[str, str]] = field(default_factory=list)
    """(bookmark, number as last shown) of references to a paragraph's number."""
    struck: int = 0
    underlined: int = 0
    _fields: list[_Field] = field(default_factory=list)
    _properties: Element | None = None
    """Of the paragraph that is being read."""

    def read(self, paragraph: Element) -> str:
        """The words of a paragraph. A line break is \\n, a tab \\t."""
        self._properties = child(paragraph, "pPr")
        text = "".join(self._inline(paragraph, 0))
        self._fields = [f for f in self._fields if f.result]  # a field's code does not run over paragraphs
        return text

    def keeps(self, name: str) -> bool:
        """Whether what a tracked change of this name holds is in this view."""
        return not ((name in _DELETED and self.view is View.ACCEPT) or (name in _INSERTED and self.view is View.REJECT))

    def _inline(self, element: Element, depth: int) -> Iterator[str]:
        if depth > MAX_DEPTH:
            raise BadInput(f"the Word file nests its text deeper than {MAX_DEPTH} levels; save it again from Word")
        for inner in contents(element):
            name = local(inner.tag)
            if name == "r":
                yield from self._run(inner, depth + 1)
            elif name in _INSERTED or name in _DELETED:
                if self.keeps(name):
                    yield from self._inline(inner, depth + 1)
            elif name == "hyperlink":
                self._link(self.links.get(value(inner, "id"), ""))
                yield from self._inline(inner, depth + 1)
            elif name == "fldSimple":
                around = len(self._fields)
                self._fields.append(_Field(value(inner, "instr"), True))
                yield from self._inline(inner, depth + 1)
                self._end_field(self._fields[around])
                del self._fields[around:]
            elif name in _TRANSPARENT:
                yield from self._inline(inner, depth + 1)
            elif name in ("oMath", "oMathPara"):
                said = "".join(t.text or "" for t in inner.iter() if local(t.tag) == "t")
                self.losses.append(("equations, kept as plain characters", said[:40]))
                yield self._shown(said)
            elif name == "bookmarkStart":
                self.bookmarks.append(value(inner, "name"))

    def _run(self, run: Element, depth: int) -> Iterator[str]:
        look = child(run, "rPr")
        hidden = self.styles.hides(look, self._properties)
        dropped = hidden or (self.amending and self._is_amended(look))
        for inner in contents(run):
            name = local(inner.tag)
            if name in ("t", "delText"):
                if hidden and inner.text:
                    self.losses.append(("pieces of hidden text", inner.text[:40]))
                if not dropped:
                    yield self._shown((inner.text or "").replace("\n", " "))  # a line end of the file, not of the text
            elif dropped and name in _SHOWN:
                continue
            elif name in _PLAIN:
                yield self._shown(_PLAIN[name])
            elif name == "br":
                yield self._shown("\n")
            elif name in ("sym", "symEx"):
                yield self._shown(self._symbol(inner))
            elif name in ("fldChar", "instrText"):
                yield self._shown(self._field(inner, name))
            elif name == "ruby":
                yield from (text for base in inner if local(base.tag) == "rubyBase" for text in self._inline(base, depth + 1))
            else:
                self._meet(inner, name)

    def _is_amended(self, look: Element | None) -> bool:
        """Whether amending style takes a run out of this view."""
        if self.styles.strikes(look):
            self.struck += 1
            return self.view is View.ACCEPT
        if value(self.styles.look(look, "u")) not in ("", "none"):
            self.underlined += 1
            return self.view is View.REJECT
        return False

    def _shown(self, text: str) -> str:
        """Text, unless a field swallows it."""
        for open_ in self._fields:
            if not open_.result or open_.code.split()[:1] == ["TOC"]:
                return ""
        for open_ in self._fields:
            if len(open_.said) < MAX_NUMBER:
                open_.said += text
        return text

    def _symbol(self, element: Element) -> str:
        font, code = value(element, "font"), value(element, "char").upper()
        found = symbol_of(font, code)
        if not found:
            self.losses.append(("symbols of a font of its own", f"{code} of {font or 'no font'}"))
        return found

    def _field(self, element: Element, name: str) -> str:
        """Begin, go on with or end a field; words that only its code holds."""
        if name == "instrText":
            if self._fields and not self._fields[-1].result and len(self._fields[-1].code) < MAX_CODE:
                self._fields[-1].code += element.text or ""
            return ""
        match value(element, "fldCharType"):
            case "begin":
                if len(self._fields) > MAX_DEPTH:
                    raise BadInput(f"the Word file nests its fields deeper than {MAX_DEPTH} levels; save it again from Word")
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].result = True
            case "end" if self._fields:
                ended = self._fields.pop()
                said = "" if ended.said.strip() else _words_of_code(ended.code)
                if not said:
                    self._end_field(ended)
                return said
        return ""

    def _end_field(self, ended: _Field) -> None:
        words = ended.code.split()
        match words[0].upper() if words else "":
            case "":
                return
            case "TOC":
                self.losses.append(("tables of contents", ""))
            case "HYPERLINK":
                self._link(words[1].strip('"') if len(words) > 1 else "")
            case "REF" if len(words) > 1 and _NUMBER_SWITCH.search(ended.code):
                self.references.append((words[1], ended.said.strip()))
            case kind if kind in _COUNTING and not ended.said.strip():
                self.losses.append(("numbers that a field makes and the file does not hold", kind))
            case kind if ended.result:
                self.losses.append(("fields, kept as last shown", kind))
            case kind if kind not in _UNSEEN:
                self.losses.append(("fields whose words the file does not hold", kind))

    def _link(self, address: str) -> None:
        if address and not address.startswith(("#", "\\")):
            self.losses.append(("link addresses", address))

    def _meet(self, element: Element, name: str) -> None:
        """What stands in a run and is no text."""
        if name in ("footnoteReference", "endnoteReference"):
            self.notes.append((name.removesuffix("Reference"), value(element, "id")))
        elif name in ("drawing", "pict", "object"):
            self._picture(element, name)

    def _picture(self, element: Element, name: str) -> None:
        boxes = list(_boxes(element))
        for box in boxes:
            said = " ".join((t.text or "") for t in box.iter() if local(t.tag) == "t")
            self.losses.append(("text boxes", " ".join(said.split())[:60]))
        if boxes:
            return
        inside = {local(e.tag) for e in element.iter()}
        described = next((value(e, "descr") or value(e, "title") for e in element.iter() if local(e.tag) == "docPr"), "")
        kind = "charts and diagrams" if inside & {"chart", "relIds"} else "embedded objects" if name == "object" else "images"
        if kind != "images" or inside & {"pic", "imagedata", "blip"}:
            self.losses.append((kind, described[:60]))
        else:
            self.losses.append(("drawn shapes", described[:60]))


def _words_of_code(code: str) -> str:
    """What a field shows that keeps it in its code: a symbol, or the words of a button.

    >>> _words_of_code(' SYMBOL 167 \\\\f "Times New Roman"'), _words_of_code("MACROBUTTON NoMacro [Name]"), _words_of_code("DATE")
    ('§', '[Name]', '')
    """
    if found := _SYMBOL.match(code):
        return symbol_of(found["font"] or found["bare"] or "", f"{int(found['code'], 0 if found['code'].lower().startswith('0x') else 10):X}")
    button = _BUTTON.match(code)
    return button["words"].strip() if button else ""


def _boxes(picture: Element) -> Iterator[Element]:
    """The text boxes of a picture, those inside another left out."""
    waiting = [picture]
    while waiting:
        element = waiting.pop()
        if local(element.tag) == "txbxContent":
            yield element
        else:
            waiting.extend(reversed(element))
