"""Official XML as its publishers vary it: bold openings, notes of tables, dates of metadata, texts that mark their changes."""

from __future__ import annotations

import pytest

from policytool.importers import read_source
from policytool.importers.imported import Imported, Role, View

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
USLM = "http://schemas.gpo.gov/xml/uslm"


def read(xml: str, view: View = View.ACCEPT) -> Imported:
    return read_source(xml.encode(), "x.xml", view)


def texts(imported: Imported) -> list[str]:
    return [f"{p.label} {p.text}".strip() for p in imported.paragraphs if not p.rows]


@pytest.mark.parametrize(
    ("opening", "heading", "clause"),
    [
        ('<E T="04">Section 1</E>. <E T="03">Purpose.</E> (a) Records are kept.', "Section 1. Purpose.", "(a) Records are kept."),
        ('<E T="04">Sec. 2</E>.<E T="03">Duties</E>. (a) Records are kept.', "Sec. 2. Duties", "(a) Records are kept."),
        ('<E T="04">Sec</E>. <E T="04">3</E>. <E T="03">Duties</E>. Records are kept.', "Sec. 3. Duties", "Records are kept."),
        ('<E T="04">Sec. 4. Duties.</E> Records are kept.', "Sec. 4. Duties.", "Records are kept."),
        ('<E T="04">Sec.</E> <E T="04">5. Duties.</E> (a)(i) Records are kept.', "Sec. 5. Duties.", "(a)(i) Records are kept."),
        ('<E T="04">Sec. 6</E>. Records are kept.', "Sec. 6.", "Records are kept."),
        ('<E T="04">Sec. 7</E>.', "Sec. 7.", None),
    ],
)  # fmt: skip
def test_sections_of_an_order_open_in_bold(opening: str, heading: str, clause: str | None) -> None:
    order = read(f"<PRESDOCU><EXECORD><EXECORDR>Executive Order 99999 of May 4, 2026</EXECORDR><FP>{opening}</FP></EXECORD></PRESDOCU>")
    said = texts(order)[1:]
    assert said == [heading, *([clause] if clause else [])]
    assert order.paragraphs[1].role is Role.HEADING


def test_bold_words_that_open_no_section() -> None:
    found = read('<PRESDOCU><EXECORD><FP><E T="04">Secretaries</E> report.</FP><FP>Sec. 2-1 stays.</FP></EXECORD></PRESDOCU>')
    assert texts(found) == ["Secretaries report.", "Sec. 2-1 stays."]


def test_a_table_keeps_its_title_and_notes_and_a_subject_is_said_once() -> None:
    table = (
        "<GPOTABLE><TTITLE>Table 1—Fees</TTITLE><TDESC>[Dollars]</TDESC><BOXHD><CHED>Kind</CHED><CHED>Fee</CHED></BOXHD>"
        "<ROW><ENT>Copy</ENT><ENT>1</ENT></ROW><TNOTE>Certified copies are free.</TNOTE></GPOTABLE>"
    )
    rule = read(f"<RULE><PREAMB><SUBJECT>Record Fees.</SUBJECT></PREAMB><SUPLINF>{table}</SUPLINF></RULE>")
    assert [(p.role, p.text) for p in rule.paragraphs] == [
        (Role.HEADING, "Record Fees"), (Role.CAPTION, "Table 1—Fees"), (Role.CAPTION, "[Dollars]"), (Role.TABLE, ""),
        (Role.NOTE, "Certified copies are free."),
    ]  # fmt: skip
    section = '<DIV8 N="1.1" TYPE="SECTION"><HEAD>§ 1.1 Fees.</HEAD><div><table><tr><th>Kind</th></tr><tr><td>Copy</td></tr></table></div></DIV8>'
    assert read(section).paragraphs[1].rows == (("Kind",), ("Copy",))


def test_dates_of_the_metadata() -> None:
    asked = '{"path":"/on/2026-02-03/title-8/section-1.1"}'.replace('"', "&quot;")
    section = read(f'<DIV8 N="1.1" TYPE="SECTION" hierarchy_metadata="{asked}"><HEAD>§ 1.1 Fees.</HEAD><P>None.</P></DIV8>')
    assert section.front["as_amended"] == "2026-02-03"
    law = f'<pLaw xmlns="{USLM}"><meta><approvedDate>2026-03-27</approvedDate></meta><main><section><num>1.</num><content>x</content></section></main></pLaw>'
    assert read(law).front["signed"] == "2026-03-27"


def test_the_titles_of_an_act_are_lines_of_their_own() -> None:
    bill = f'<bill xmlns="{USLM}"><main><longTitle><docTitle>A BILL</docTitle><officialTitle>To cap fees.</officialTitle></longTitle></main></bill>'
    assert texts(read(bill)) == ["A BILL", "To cap fees."]


@pytest.mark.parametrize(
    "xml",
    [
        f'<akomaNtoso xmlns="{AKN}"><act><body><section><num>1.</num><content><p>Fees <del>may</del><ins>shall</ins> be paid.</p></content></section></body></act></akomaNtoso>',
        f'<bill xmlns="{USLM}"><main><section><num>1.</num><content>Fees <del>may</del><ins>shall</ins> be paid.</content></section></main></bill>',
        f'<bill xmlns="{USLM}"><main><section><num>1.</num><content changed="deleted">Fees may be paid.</content><content changed="added">Fees shall be paid.</content></section></main></bill>',
    ],
)  # fmt: skip
def test_texts_that_mark_their_changes(xml: str) -> None:
    assert " ".join(texts(read(xml))) == "1. Fees shall be paid."
    assert " ".join(texts(read(xml, View.REJECT))) == "1. Fees may be paid."
    assert read(xml).marked
    assert not read(xml.replace("ins>", "b>").replace("del>", "b>").replace("changed", "x")).marked


def test_schedules_follow_the_act_they_are_attached_to() -> None:
    schedule = "<attachment><heading>Schedule 1</heading><doc><meta/><mainBody><paragraph><num>1.</num><content><p>Copies: $1.</p></content></paragraph></mainBody></doc></attachment>"
    act = f'<akomaNtoso xmlns="{AKN}"><act><body><section><num>1.</num><heading>Fees</heading><content><p>See below.</p></content></section></body><attachments>{schedule}</attachments></act></akomaNtoso>'
    assert texts(read(act)) == ["1. Fees", "See below.", "Schedule 1", "1. Copies: $1."]
    assert not read(act).losses
