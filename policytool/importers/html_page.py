"""A saved web page -> its parsed tree, the element that holds its text, and what the page says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytool.errors import BadInput
from policytool.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_HTML = 32 * 1024 * 1024
MAX_TAGS, MAX_DEPTH = 1_500_000, 1_500
MAX_ATTRIBUTES = 500
"""Of one tag: the parser compares each with those before it."""
HINTS = (
    "#fulltext_content_area",  # federalregister.gov
    "#codebankContent", ".codenav__section-body", ".current-code-content",  # codelibrary.amlegal.com
    ".entry-content", ".body-content",  # whitehouse.gov
    ".page-full-description", "#content-content", ".contentBody",  # chicago.gov
    "#billtextanchor", "#LegContent",  # ilga.gov
    "main", "[role=main]", "article", "#content", "#main-content",
)  # fmt: skip
"""Where known sites, and then most others, keep their text; used only where most of the page's words are there."""
DROPPED = frozenset("script style noscript template nav footer aside form button select input textarea svg iframe object video audio canvas dialog head link meta".split())  # noqa: SIM905
_SILENT = frozenset("script style noscript template head link meta object iframe video audio canvas svg".split())  # noqa: SIM905
"""Elements whose words nobody sees."""
_ENOUGH = 60
"""Characters of a piece that was left out, as far as it is quoted."""
_WHOLE = frozenset("p table tbody ol ul li dl dt dd pre blockquote a button h1 h2 h3 h4 h5 h6 ins del".split())  # noqa: SIM905
"""Elements that say how their words stand: the main text begins above them."""
_ROLES = frozenset("banner menu dialog complementary navigation search contentinfo toolbar".split())  # noqa: SIM905
_FURNITURE = lazy(
    r"(?:^|[\s_-])(?:nav|navbar|breadcrumbs?|sidebar|toolbar|pagination|pager|site-footer|site-header|sr-only|visually-hidden|screen-reader-text|search-form|"
    r"unprinted-element|printed-page|annotation-controls|no-print)(?:$|[\s_-])",
    re.I,
)
_PART = "(?:navigation|share|sharing|social|cookies?|menu|skip|newsletter|utility)"
_ALSO_FURNITURE = lazy(
    rf"(?:^|\s)(?:(?!tag|cat)[a-z]{{1,3}}[-_]+)?(?:(?:main|top|side|site|header|footer|primary|secondary|global|mobile|page|post|entry|js)[-_]+)*{_PART}"
    rf"(?:[-_]+(?:{_PART}|nav|bar|bars|links?|buttons?|icons?|media|items?|lists?|toggle|wrap|wrapper|container|inner|outer|block|box|banner|notice|consent|popup|"
    r"modal|overlay|message|signup|form|widget|enabled|content|main|primary|secondary|top|footer|header|this|to|has|children|\d+))*(?:$|\s)",
    re.I,
)
"""Words that laws use too, `social-services` or `menu-labeling`: they name furniture alone or with other words of its kind."""
_SLUGGED = lazy("h[1-6]")
"""Elements whose ids are made of their words."""
_HIDDEN = lazy(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_SAVED = lazy(r"saved from url=\(\d+\)(\S+)")
_DAY = lazy(r"(\d{4}-\d{2}-\d{2})(?=$|T)")
_SITE = lazy(r"\s+(?:\||–|—|::|»|-)\s+[^|–—»]{2,60}$")


def parse_page(text: str, name: str) -> LexborHTMLParser:
    """The tree of a page, as browsers read it. Raises BadInput for one that is too large or nested too deeply."""
    from selectolax.lexbor import LexborHTMLParser  # lazy: start-up

    if len(text) > MAX_HTML or text.count("<") > MAX_TAGS:
        raise BadInput(f"{name} holds {len(text) / 1e6:.0f} MB of HTML with {text.count('<'):,} tags; at most {MAX_TAGS:,} tags are read")
    _measure(text, name)
    tree = LexborHTMLParser(text)
    _uncover(tree)
    return tree


def _uncover(tree: LexborHTMLParser) -> None:
    """A form with most of a page's words in it is no form to fill but the frame some servers put around their pages.

    And a part of the body with most of them was only behind an open dialog when the page was saved.
    """
    whole = len(tree.body.text()) if tree.body else 0
    for form in tree.css("form"):
        if 2 * len(form.text()) > whole:
            form.unwrap()
    for part in tree.css("body > [aria-hidden=true]"):
        if 2 * len(part.text()) > whole:
            del part.attrs["aria-hidden"]


_TAG = lazy(r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+|[^\s/>=]++)*+)>?""")
_ATTRIBUTE = lazy(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+|([^\s/>=]++)""")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr p li td tr th dt dd option".split())  # noqa: SIM905


def _measure(text: str, name: str) -> None:
    """Raises BadInput where open tags pile up too high (those that need no end are not counted), or one has attributes without end."""
    depth = 0
    for match in _TAG.finditer(text):
        if len(match[3]) > 2 * MAX_ATTRIBUTES and sum(map(bool, _ATTRIBUTE.findall(match[3]))) > MAX_ATTRIBUTES:
            raise BadInput(f"{name} holds a tag with more than {MAX_ATTRIBUTES} attributes; it is no page of text")
        if match[2].lower() in _VOID or match[0].endswith("/>"):
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_DEPTH:
            raise BadInput(f"{name} nests its elements deeper than {MAX_DEPTH} levels; it is no page of text")


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes directly below one, text included."""
    return iter(node.iter(include_text=True))


def attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def is_furniture(node: LexborNode) -> bool:
    """Whether an element is no part of the text: scripts, navigation, what is hidden."""
    tag = node.tag or ""
    if tag in DROPPED:
        return not (tag == "button" and _is_in_heading(node))
    attributes = node.attributes
    if not attributes:
        return False
    if is_hidden(node) or attribute(node, "aria-hidden") == "true" or attribute(node, "role") in _ROLES:
        return True
    named = attribute(node, "class") if _SLUGGED.fullmatch(tag) else f"{attribute(node, 'class')} {attribute(node, 'id')}"
    if tag in ("body", "html", "main", "article") or len(named) >= 200:
        return False
    return bool(_FURNITURE.search(named) or _ALSO_FURNITURE.search(named))


def is_hidden(node: LexborNode) -> bool:
    """Whether an element says that it is not shown."""
    return "hidden" in node.attributes or bool(_HIDDEN.search(attribute(node, "style")))


def left_out(node: LexborNode) -> Iterator[tuple[str, str]]:
    """Furniture as a loss: its kind and first words; nothing for what has none."""
    if said := opening_words(node):
        yield "pieces that the page hides" if is_hidden(node) else "menus, links and asides", said


def opening_words(node: LexborNode) -> str:
    """The first words below an element; scripts and the like have none."""
    said: list[str] = []
    size = 0
    stack = [node]
    while stack and size < _ENOUGH:
        inner = stack.pop()
        if inner.tag == "-text":
            said += (inner.text_content or "").split()
            size = sum(map(len, said))
        elif inner.tag not in _SILENT:
            stack.extend(reversed(list(children(inner))))
    return " ".join(said)[:_ENOUGH]


def _is_in_heading(button: LexborNode) -> bool:
    """Headings that unfold their section are buttons, one or two elements deep."""
    around = [button.parent, button.parent and button.parent.parent]
    return any(node is not None and bool(re.fullmatch("h[1-6]|summary", node.tag or "")) for node in around)


def weigh(root: LexborNode) -> dict[int, int]:
    """Characters of running text below each element, by its address: links and furniture weigh nothing."""
    weights: dict[int, int] = {}
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        if node.tag == "-text":
            weights[node.mem_id] = len((node.text_content or "").strip())
        elif done:
            weights[node.mem_id] = sum(weights.get(c.mem_id, 0) for c in children(node))
        elif node.tag != "a" and not is_furniture(node):
            stack.append((node, True))
            stack.extend((c, False) for c in children(node))
    return weights


def find_main(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the text: a known place with most of the words, else the narrowest that has nearly all of them."""
    body = tree.body
    if body is None:
        return None
    weights = weigh(body)
    whole = weights.get(body.mem_id, 0)
    for hint in HINTS:
        found = [n for n in tree.css(hint) if weights.get(n.mem_id, 0) * 2 > whole]
        if found:
            return min(found, key=lambda n: weights[n.mem_id])
    node = body
    while True:
        inner = next((c for c in children(node) if c.tag != "-text" and weights.get(c.mem_id, 0) > 0.9 * weights.get(node.mem_id, 0)), None)
        if inner is None or inner.tag in _WHOLE:
            return node
        node = inner


def read_front(tree: LexborHTMLParser, text: str) -> dict[str, str]:
    """Title, address and day of publication, as far as the page gives them."""
    said: dict[str, str] = {}
    for node in tree.css("meta"):
        name = (attribute(node, "property") or attribute(node, "name")).lower()
        said.setdefault(name, attribute(node, "content"))
    link = tree.css_first("link[rel=canonical]")
    saved = _SAVED.search(text[:4000])
    titles = [" ".join(n.text(separator=" ").split()) for n in tree.css("h1") if not is_furniture(n)]
    page_title = tree.css_first("title")
    bare = _SITE.sub("", " ".join(page_title.text().split())) if page_title else ""
    day = _DAY.match(said.get("article:published_time", ""))
    front = {
        "title": next(filter(None, titles), "") or said.get("og:title", "") or bare,
        "published": day[1] if day else "",
        "url": (saved[1] if saved else "") or (attribute(link, "href") if link else "") or said.get("og:url", ""),
    }
    return {key: value for key, value in front.items() if value}
