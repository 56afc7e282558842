"""`doc@sel` and a timeline -> the version meant, or an error that says what to do.

Order: reserved words, then a date, `vN`, `latest~N`, `blob:`; anything else is a git revision and is
not decided here. Pure: no git, no clock; today is given.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from policytool.errors import NotFound, to_paste
from policytool.model.version import REMOVED, Basis, Change, PolicyDate, Selection, Version, dated, newest_of
from policytool.patterns import lazy

CLAMPED = ("1970-01-01", "1970-01-02")
"""Commit dates that stand for any earlier day."""
_NUMBER = lazy(r"v(\d{1,6})")
_BACK = lazy(r"latest~(\d{1,6})")
_DATE_LIKE = lazy(r"\d{4}(?:-\d{1,2}){0,2}")
_BLOB = lazy(r"blob:([0-9a-f]{4,64})")


def split_selector(asked: str) -> tuple[str, str]:
    """`doc@sel` at the last @.

    >>> split_selector("us/eo/14028@2021"), split_selector("us/eo/14028")
    (('us/eo/14028', '2021'), ('us/eo/14028', ''))
    """
    name, at, selector = asked.rpartition("@")
    return (name, selector) if at else (asked, "")


def is_version_selector(selector: str) -> bool:
    """Whether a timeline alone answers it; else it is a git revision or a working file."""
    return selector in ("", "latest", "current") or any(p.fullmatch(selector) for p in (_NUMBER, _BACK, _DATE_LIKE, _BLOB))


def looks_like_selector(name: str) -> bool:
    """Whether a name is one that stands after an @.

    >>> looks_like_selector("2021-01-27"), looks_like_selector("2-173")
    (True, False)
    """
    return name in ("working", "index") or name.startswith("blob:") or (name != "" and is_version_selector(name))


def select(docid: str, versions: Sequence[Version], selector: str, today: str) -> Selection:
    """The version of `versions` (legal order) that `selector` names.

    Raises NotFound or BadInput in the words of docs/selectors.md.
    """
    if not versions:
        raise NotFound(f"{docid} has no readable version")
    if match := _NUMBER.fullmatch(selector):
        return _numbered(docid, versions, int(match[1]))
    if match := _BACK.fullmatch(selector):
        return _back(docid, versions, int(match[1]))
    if match := _BLOB.fullmatch(selector):
        return _by_blob(docid, versions, match[1])
    if _DATE_LIKE.fullmatch(selector):
        date = PolicyDate.parse(selector)
        named = [v for v in versions if v.date and v.date.text == selector and not v.superseded]
        if named and not date.exact:  # the way the version itself is written
            return Selection((named[-1],), _same_date(versions, named[-1]))
        chosen = _on(docid, versions, date.last)
        resolved = () if date.exact else (f"{selector} is read as its last day, {date.last}",)
        return Selection(chosen.versions, (*resolved, *chosen.notes))
    if selector == "current":
        return _on(docid, versions, today)
    return _latest(docid, versions, today)


def _numbered(docid: str, versions: Sequence[Version], number: int) -> Selection:
    if not 1 <= number <= len(versions):
        raise NotFound(f"{docid} has {counted(versions)}, v1 to v{len(versions)}; there is no v{number}")
    chosen = versions[number - 1]
    return Selection((chosen,), version_note(versions, chosen))


def counted(versions: Sequence[Version]) -> str:
    """How many versions a document has: what a later record supersedes has a number, and is counted apart.

    `list`, `log` and the selectors say it in the same words.
    """
    count, taken = sum(not v.superseded for v in versions), sum(v.change == Change.WITHDRAWN for v in versions)
    counts = ((len(versions) - count - taken, "superseded"), (taken, "withdrawn"))
    apart = "".join(f", and {n} {word} text{'s' * (n != 1)}" for n, word in counts if n)
    return f"{count} version{'s' * (count != 1)}{apart}"


def version_note(versions: Sequence[Version], chosen: Version) -> tuple[str, ...]:
    """What a reader of one version must know that its date does not lead back to: it has none, or another text has the same."""
    if chosen.change == Change.WITHDRAWN:
        return ("this version was withdrawn: it had been stored by mistake",)
    if chosen.date is None:
        return ("this version has no date of law: it is in force on no date that is known",)
    last = [v for v in versions if v.date == chosen.date and not v.superseded][-1:]
    if not last or last[0] is chosen:
        return ()
    return (f"@{chosen.date} is a text stored later, v{last[0].number} (blob {last[0].blob[:7]}); this one is @blob:{chosen.blob[:7]}",)


def _back(docid: str, versions: Sequence[Version], steps: int) -> Selection:
    line = dated(versions) or list(versions)
    if steps >= len(line):
        known = f"; {len(line)} of them {'have' if len(line) > 1 else 'has'} a date of law" if any(not v.date for v in versions) and line[0].date else ""
        raise NotFound(f"{docid} has {counted(versions)}{known}; latest~{steps} would be before the first, {_label(line[0])}")
    return Selection((line[-1 - steps],))


def _by_blob(docid: str, versions: Sequence[Version], prefix: str) -> Selection:
    found = {v.blob: v for v in versions if v.blob.startswith(prefix)}
    before = {} if found else {kept.blob: (v, v.at(kept)) for v in versions for kept in v.earlier if kept.blob.startswith(prefix)}
    if len(before) == 1:
        ((now, then),) = before.values()
        return Selection((then,), (earlier_note(now),))
    found |= {blob: then for blob, (_, then) in before.items()}
    if len(found) != 1:
        raise NotFound(
            f"{docid} has {'no' if not found else str(len(found))} version{'s' * (len(found) > 1)} with blob {prefix}; `{to_paste('policytool', 'log', docid)}` lists them"
        )
    chosen = tuple(found.values())
    return Selection(chosen, version_note(versions, chosen[0]) if chosen[0].date or chosen[0].change == Change.WITHDRAWN else ())


def earlier_note(version: Version) -> str:
    """What a reader of bytes that a version had before must know."""
    return f"this is the file as it was before its front matter was changed; as it was stored last: @blob:{version.blob[:7]}"


def by_blob_or_nothing(docid: str, versions: Sequence[Version], asked: str) -> Selection:
    """What is no git revision may still be the start of a blob id, as `log` prints it. Raises NotFound."""
    if re.fullmatch(r"[0-9a-f]{7,64}", asked) and any(b.startswith(asked) for v in versions for b in (v.blob, *(kept.blob for kept in v.earlier))):
        return _by_blob(docid, versions, asked)
    first, dots, second = asked.partition("..")
    if dots and is_version_selector(first) and is_version_selector(second):
        raise NotFound(f'"{asked}" names two versions; compare them: {to_paste("policytool", "diff", f"{docid}@{first}", f"{docid}@{second}" if second else docid)}')
    raise NotFound(
        f'"{asked}" is no version, date or git revision here; write {to_paste(docid + "@2021-01-27")}, @latest, @current, @v3, @latest~1, @blob:3fa9c1e or a revision'
    )


def _label(version: Version) -> str:
    return f"{version.date} (v{version.number})" if version.date else f"v{version.number}"


def _latest(docid: str, versions: Sequence[Version], today: str) -> Selection:
    newest = newest_of(versions)
    if newest.change == Change.WITHDRAWN:
        return Selection((newest,), version_note(versions, newest))
    if newest.date is None:
        notes: tuple[str, ...] = ("no version of this document has a date of law",)
        if len(versions) > 1:
            notes += (f"it has {len(versions)} undated versions; this is the one stored last, v{newest.number}",)
        return Selection((newest,), notes)
    notes = _today_notes(versions, newest, today)
    undated = sum(1 for v in versions if not v.date)
    if undated:
        notes += (f"{undated} further version{'s have' if undated > 1 else ' has'} no date of law; `{to_paste('policytool', 'log', docid)}` lists them",)
    return Selection((newest,), (*notes, *_same_date(versions, newest)))


def _today_notes(versions: Sequence[Version], newest: Version, today: str) -> tuple[str, ...]:
    """How the newest text stands today when it is not simply in force: not yet, not for certain, no longer."""
    assert newest.date is not None
    if newest.date.first > today and newest.ended_by != REMOVED:
        now = _possible(versions, today)
        return (f"not yet in force; in force today: {' or '.join(f'@{v.date}' for v in now)}" if now else "not yet in force; nothing is in force today",)
    end, by = end_of(versions, newest)
    if end and end.last <= today:
        return (f"it {_ended(end, by)}; nothing is in force today",)
    begun = () if newest.date.last <= today else (f"{newest.date} is not over, so it may not have begun; @current shows what may be in force today",)
    return (*begun, *_may_have_ended(end, by, today))


def _possible(versions: Sequence[Version], day: str) -> tuple[Version, ...]:
    """The texts that may be in force on a day; none when none can be."""
    try:
        return _on("", versions, day).versions
    except NotFound:
        return ()


def doubts(versions: Sequence[Version], day: str) -> tuple[str, ...]:
    """What a date known only to the month or year leaves open of the texts that may be in force on a day."""
    try:
        chosen = _on("", versions, day)
    except NotFound:
        return ()
    if len(chosen.versions) > 1 or any(v.date and v.date.first <= day < v.date.last for v in chosen.versions):
        return chosen.notes
    end, by = end_of(versions, chosen.version)
    return _may_have_ended(end, by, day)


def _ended(end: PolicyDate, by: str) -> str:
    return f"{'' if by == 'expired' else 'was '}{by} {'on' if end.exact else 'in'} {end}"


def _may_have_ended(end: PolicyDate | None, by: str, day: str) -> tuple[str, ...]:
    if end is None or not end.first <= day < end.last:
        return ()
    return (f"it {_ended(end, by)}, on a day that is not known: it may have ended by {day}",)


def _same_date(versions: Sequence[Version], chosen: Version) -> tuple[str, ...]:
    rivals = [v for v in versions if v.date == chosen.date and v.blob != chosen.blob and v.basis is not Basis.UNDATED and v.change != Change.WITHDRAWN]
    if not rivals or chosen.date is None:
        return ()
    others = ", ".join(f"@blob:{v.blob[:7]}" for v in rivals[:4])
    return (
        f"{len(rivals) + 1} versions are dated {chosen.date}; using the one stored last (blob {chosen.blob[:7]}). The other{'s' * (len(rivals) > 1)}: {others}",
    )


def _on(docid: str, versions: Sequence[Version], day: str) -> Selection:
    """The text in force on a day; two texts when a date known only to the month or year cannot tell them apart."""
    line = dated(versions)
    if not line:
        raise NotFound(f"{docid} has no version with a date of law, so none is known to be in force on {day}; use @v1 to @v{len(versions)}")
    begun = [v for v in line if v.date and v.date.first <= day]
    if not begun:
        raise NotFound(f"{docid} has no version on {day}. The first is {_label(line[0])}. Try: {to_paste(f'{docid}@{line[0].date}')}")
    chosen = begun[-1]
    end, by = end_of(versions, chosen)
    if end and end.last <= day:
        raise NotFound(f"{docid} {_ended(end, by)}; nothing is in force on {day}. Last text: {to_paste(f'{docid}@{_last_day(chosen, end)}')}")
    unsure = [v for v in begun if v.date and v.date.first <= day < v.date.last]
    if unsure:
        return _either(begun, unsure, day)
    return Selection((chosen,), (*_same_date(versions, chosen), *_may_have_ended(end, by, day), *commit_note(chosen)))


def commit_note(version: Version) -> tuple[str, ...]:
    """What a reader must know of a date that is only git's."""
    if version.basis is not Basis.COMMIT:
        return ()
    words = "the date is the commit's: this repository gives no date of law for it"
    if str(version.date) in CLAMPED:
        words += f"; {version.date} is what tools write for a day that git cannot hold, so it is not reliable"
    return (words,)


def _last_day(chosen: Version, end: PolicyDate) -> str:
    """A selector for the text that ended: the day before, when that day is known and the text's own."""
    if chosen.date and chosen.date.exact and end.exact and end.text > max(chosen.date.text, "0001-01-01"):
        return (datetime.date.fromisoformat(end.text) - datetime.timedelta(days=1)).isoformat()
    return f"v{chosen.number}"


def in_force(versions: Sequence[Version], day: str) -> Version | None:
    """The text in force on a day, the later one where a month-only date leaves two possible; None when none is known to be."""
    begun = [v for v in dated(versions) if v.date and v.date.first <= day]
    if not begun:
        return None
    end, _ = end_of(versions, begun[-1])
    return None if end and end.last <= day else begun[-1]


def _either(begun: Sequence[Version], unsure: list[Version], day: str) -> Selection:
    first = begun.index(unsure[0])
    candidates = tuple(begun[max(0, first - 1) :])
    why = f"{unsure[-1].date} is known only to the {'month' if len(str(unsure[-1].date)) == 7 else 'year'}, and {day} falls inside it"
    if len(candidates) == 1:
        return Selection(candidates, (why + ": this text or none was in force",))
    names = " or ".join(f"@{v.date}" for v in candidates)
    return Selection(candidates, (f"{why}: either of these texts may have been in force, {names}",))


def end_of(versions: Sequence[Version], chosen: Version) -> tuple[PolicyDate | None, str]:
    """The day the document ended after `chosen`, by the last record that names one, and how: repealed, expired, removed.

    What an earlier text says of its own end on the day that `chosen` begins is how it made room for it.
    A file that was removed and came back ended in between.
    """
    if chosen.ends and chosen.ended_by == REMOVED:
        return chosen.ends, chosen.ended_by
    ends = [
        (v.ends, v.ended_by)
        for v in versions
        if v.ends and (chosen.date is None or v.ends.last > chosen.date.first or (v.ends.last == chosen.date.first and v.date == chosen.date))
    ]
    return max(ends) if ends else (None, "")
