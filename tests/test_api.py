"""The Python interface takes what a person has: documents, versions, names of files."""

from __future__ import annotations

from pathlib import Path

import pytest

import policytool as pt

OLD, NEW = "# Rules\n\n## Sec. 2. Keeping.\n\n(a) An agency may ask.\n", "# Rules\n\n## Sec. 2. Keeping.\n\n(a) No agency may ask.\n"


def test_documents_files_and_versions_compare_alike(sample: str, tmp_path: Path) -> None:
    a, b = tmp_path / "a.md", tmp_path / "b.md"
    a.write_text(OLD, encoding="utf-8")
    b.write_text(NEW, encoding="utf-8")
    for old, new in ((pt.parse(OLD), pt.parse(NEW)), (a, b), (str(a), str(b)), (pt.parse(OLD), str(b))):
        assert [c.clause.id for c in pt.compare(old, new).changed] == ["s2/a"]
    store = pt.open_store(sample)
    assert pt.compare(store.read("WCO@2020-01"), store.read("WCO@2021-01-27")).changed
    with pytest.raises(pt.PolicyToolError, match=r"store\.read"):
        pt.compare(store.versions("WCO")[0], store.versions("WCO")[1])


def test_what_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(pt.PolicyToolError, match=r"compare\(parse\(old\), parse\(new\)\)"):
        pt.compare(OLD, NEW)
    with pytest.raises(pt.PolicyToolError, match="no file"):
        pt.compare(tmp_path / "none.md", tmp_path / "none.md")
    with pytest.raises(TypeError, match="not list"):
        pt.compare([OLD], NEW)  # type: ignore[arg-type]
