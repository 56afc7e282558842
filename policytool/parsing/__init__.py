"""Markdown text -> Document: the clause tree and what is wrong with its numbering.

    text --units--> sections, in order            (one pass over the lines)
         on first use of a section:
         --blocks--> paragraphs, tables, fences
         --segments, marks--> where a clause may begin, and what it costs to believe so
         --nesting--> which marks open a clause, and at what depth
         --assemble, build--> clauses with ids, text and spans

Any text parses. A defect of the document is a Finding, never an exception.
"""

from __future__ import annotations

from policytool.language.front_matter import read_front_matter
from policytool.model.document import Document
from policytool.parsing.profiles import choose_profile
from policytool.parsing.reader import Reader


def parse_document(text: str, id: str = "") -> Document:
    """Parse `text`; `id` is its docid, used for the profile and for messages.

    Raises BadInput only for front matter that cannot be read.

    >>> doc = parse_document("## Sec. 2. Policy.\\n\\n(a) No agency may:\\n\\n(1) ask; or\\n\\n(2) record.\\n")
    >>> [(c.id, c.path, c.text) for c in doc.clauses()]
    [('s2', '', ''), ('s2/a', '(a)', 'No agency may:'), ('s2/a/1', '(a)(1)', 'ask; or'), ('s2/a/2', '(a)(2)', 'record.')]
    """
    front = read_front_matter(text)
    docid = id or front.text("id")
    profile = choose_profile(docid, text[front.end : front.end + 8000])
    return Document(docid, text, front, Reader(text, front.end, profile))
