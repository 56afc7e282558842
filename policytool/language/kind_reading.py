"""A store's own citation kinds: a pattern and a target from its configuration -> a CitationKind.

    [citation.mcc]
    pattern = "MCC (?P<section>\\\\d+-\\\\d+-\\\\d+)"
    target = "us-il-chicago/mcc/{section}"

The pattern comes from a file that anyone may have written, and it meets megabytes of text. Open
repetition is therefore bounded, and a repetition inside a repetition is refused, unless each round
of the outer one begins with a punctuation mark that the inner one cannot take.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from policytool.errors import BadInput
from policytool.language.citation_kind import CitationKind
from policytool.language.gaps import GAP
from policytool.patterns import lazy

LONGEST = 60
"""What `*`, `+` and `{n,}` are bounded to."""
LONGEST_PATTERN = 4_000
"""Characters of a pattern."""
_QUANTIFIER = lazy(r"([*+?]|\{(\d{0,4})(,?)(\d{0,4})\})([?+]?)")
_OPENING = lazy(r"\((?:\?(?:P<\w+>|[:=!]|<[=!]))?")
_ESCAPE = lazy(r"\\(?:[a-zA-Z0-9]|.)", re.S)
_CLASS = lazy(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.S)
_FIELDS = lazy(r"\{(\w*)\}")


def read_kind(name: str, pattern: str, target: str, example: str = "", near_miss: str = "") -> CitationKind:
    """The kind `name` that a store's configuration describes; `{field}` in `target` is a named group of `pattern`.

    Raises BadInput when the pattern cannot be compiled, is or could take very long, matches the empty text, or lacks a field of the target.

    >>> read_kind("zoning", r"ZBA-(?P<case>\\d+)", "us-il-chicago/zba/{case}").pattern.pattern
    'ZBA-(?P<case>\\\\d{1,60})'
    """
    if len(pattern) > LONGEST_PATTERN:
        raise BadInput(f"citation.{name}: the pattern is {len(pattern):,} characters long; at most {LONGEST_PATTERN:,} are read")
    bounded = bound_pattern(name, pattern)
    try:
        compiled = re.compile(bounded)
    except re.error as error:
        raise BadInput(f"citation.{name}: pattern {pattern!r} is not a regular expression ({error}); correct it in the store's configuration") from None
    missing = [f for f in _FIELDS.findall(target) if f not in compiled.groupindex]
    if missing:
        named = ", ".join(compiled.groupindex) or "none"
        raise BadInput(f"citation.{name}: target {target!r} uses {{{missing[0]}}}, but the pattern names {named}; name the group (?P<{missing[0]}>...)")
    if compiled.match(""):
        raise BadInput(f"citation.{name}: pattern {pattern!r} matches the empty text; it must begin with something that is always there")
    return CitationKind(name, (), compiled, example, "", near_miss, whole=target)


def read_kinds(configuration: str, name: str) -> tuple[CitationKind, ...]:
    """The citation kinds of a configuration file in TOML; `name` is what messages call it.

    Raises BadInput for broken TOML, an unknown key, or a kind that `read_kind` refuses.

    >>> [k.name for k in read_kinds('[citation.zba]\\npattern = "ZBA-(?P<n>[0-9]+)"\\ntarget = "us-il-chicago/zba/{n}"', "policytool.toml")]
    ['zba']
    """
    try:
        everything = tomllib.loads(configuration)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is not readable TOML: {error}") from None
    if others := sorted(everything.keys() - {"citation"}):
        raise BadInput(f"{name} has a table {others[0]!r}, which means nothing here; write [citation.NAME] with pattern and target")
    tables = everything.get("citation", {})
    if not isinstance(tables, dict):
        raise BadInput(f"{name}: citation is not a table; write [citation.NAME] with pattern and target")
    kinds = []
    for kind, fields in tables.items():
        if not isinstance(fields, dict) or any(not isinstance(v, str) for v in fields.values()):
            raise BadInput(f"{name}: citation.{kind} must be a table of texts: pattern, target")
        unknown = sorted(fields.keys() - {"pattern", "target", "example", "near_miss"})
        if unknown or not {"pattern", "target"} <= fields.keys():
            raise BadInput(f"{name}: citation.{kind} has {', '.join(fields)}; it takes pattern and target, and example and near_miss if you like")
        kinds.append(read_kind(kind, **fields))
    return tuple(kinds)


def name_kind(names: Mapping[str, str]) -> CitationKind | None:
    """A kind that finds titles and aliases word for word, each with its target; None when there are no names.

    >>> kind = name_kind({"WCO": "MCC 2-173"})
    >>> kind.fields["WCO"]
    'MCC 2-173'
    """
    usable = sorted((n for n in names if len(n.strip()) > 1), key=lambda n: (-len(n), n))[:2000]
    if not usable:
        return None
    words = "|".join(rf"{GAP}{{1,3}}".join(re.escape(w) for w in n.split()) for n in usable)
    fields = {" ".join(n.split()): names[n] for n in usable}
    return CitationKind("short-title", (), re.compile(rf"(?<!\w)(?P<named>{words})(?!\w)"), usable[0], names[usable[0]], "", whole="{named}", fields=fields)


def bound_pattern(name: str, pattern: str) -> str:
    """`pattern` with every open repetition bounded; raises BadInput for a repetition inside a repetition.

    >>> bound_pattern("x", r"\\d+-\\w*(?:\\([a-z]+\\)){0,8}")
    '\\\\d{1,60}-\\\\w{0,60}(?:\\\\([a-z]{1,60}\\\\)){0,8}'
    """
    out: list[str] = []
    open_groups: list[tuple[int, bool]] = []  # where the group's text begins in `out`, whether it holds a repetition
    last_repeats, last_group = False, -1
    at = 0
    while at < len(pattern):
        if quantifier := _QUANTIFIER.match(pattern, at):
            text, repeats = _bounded(quantifier)
            if repeats and last_repeats and not _has_own_mark("".join(out[last_group:])):
                raise BadInput(
                    f"citation.{name}: pattern {pattern!r} repeats a part that repeats inside, which can take very long; "
                    "bound the inner repetition to one, or begin each round with a mark such as \\( that occurs nowhere else in it"
                )
            out.append(text)
            if open_groups:  # even a "?" gives two ways to match
                open_groups[-1] = (open_groups[-1][0], True)
            last_repeats, at = False, quantifier.end()
            continue
        last_repeats, last_group = False, -1
        token = _token(pattern, at)
        if token[0] == "(":
            open_groups.append((len(out), False))
        elif token == ")" and open_groups:
            last_group, last_repeats = open_groups.pop()
        if open_groups and (last_repeats or token == "|"):
            open_groups[-1] = (open_groups[-1][0], True)
        out.append(token)
        at += len(token)
    return "".join(out)


def _token(pattern: str, at: int) -> str:
    """What a pattern holds at a place that is no quantifier: the opening of a group, an escape, a class, a character."""
    found = _OPENING.match(pattern, at) or _ESCAPE.match(pattern, at) or _CLASS.match(pattern, at)
    return found[0] if found else pattern[at]


def _bounded(quantifier: re.Match[str]) -> tuple[str, bool]:
    """A quantifier without an open end, and whether it can take more than one."""
    whole, low, comma, high, greed = quantifier.groups()
    if whole == "?":
        return quantifier[0], False
    if whole in "*+":
        return f"{{{int(whole == '+')},{LONGEST}}}{greed}", True
    if comma and not high:
        return f"{{{low or 0},{max(LONGEST, int(low or 0))}}}{greed}", True
    return quantifier[0], int(high or low or 0) > 1


def _has_own_mark(group: str) -> bool:
    """Whether each round of a repeated group begins with a punctuation mark that nothing else in it can take, and can match in one way only."""
    body = re.sub(r"^\((?:\?(?:P<\w+>|:))?", "", group)
    mark = re.match(r"\\?([^\w\s\\^$.|?*+()\[\]{}]|(?<=\\)[().|\[\]])", body)
    if not mark:
        return False
    rest = body[mark.end() :]
    loose = re.search(r"\\[WSD]|(?<!\\)\.|\[\^|(?<!\\)\|", rest) or len(_QUANTIFIER.findall(_CLASS.sub("c", _ESCAPE.sub("e", rest)))) > 1
    return not loose and mark[1] not in rest.replace("(?:", "").replace("(", "" if mark[1] == "(" and "\\(" not in rest else "(")
