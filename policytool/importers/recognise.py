"""The first bytes of a source -> which format it is, or why it cannot be read at all."""

from __future__ import annotations

import re

from policytool.patterns import lazy

_HEAD = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_HTML = lazy(
    r"<!doctype\s+html\b|<html[\s>]|<(?:head|body|div|main|article|p|ol|table|h[1-6]|meta|section|span|br|ins|del)(?:\s[^<>]*)?/?>", re.I
)
_ROOT = lazy(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_FR_ROOTS = frozenset({"FEDREG", "RULE", "PRORULE", "NOTICE", "PRESDOCU", "PRESDOC", "EXECORD", "PROCLA", "DETERM", "PRMEMO", "PRNOTICE"})
_OLDER_BILLS = frozenset({"bill", "resolution", "amendment-doc"})
_FR_TEXT = lazy(r"\[Federal Register (?:Volume|Vol\.?) \d+|\[FR Doc")
_ECFR_ROOT = lazy(r"ECFR|DLPSTEXTCLASS|DIV[1-9]|SECTION")
_FR_JSON = lazy(
    r'\A\s*\{.{0,60000}"(?:document_number|executive_order_number|body_html_url|full_text_xml_url|raw_text_url)"\s*:', re.S
)


def head_of(data: bytes) -> str:
    """The first 64 KiB as text, whatever its encoding: good enough to look for tags."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")


def root_of(data: bytes) -> str:
    """The name of the first element, without a prefix; empty when the bytes do not open with a tag."""
    head = head_of(data).lstrip()
    match = _ROOT.search(head) if head.startswith("<") else None
    return match[1] if match else ""


def is_docx(data: bytes) -> bool:
    """A zip with the parts of a Word file."""
    return data.startswith(b"PK\x03\x04") and (
        b"word/" in data[:_HEAD] or b"word/" in data[-_HEAD:] or b"[Content_Types].xml" in data[:4096]
    )


def is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def is_federal_register(data: bytes) -> bool:
    """API JSON, full-text XML, or the raw text of a document."""
    if root_of(data) in _FR_ROOTS:
        return True
    head = head_of(data)
    return bool(_FR_JSON.match(head)) or (not _HTML.match(head.lstrip()) and bool(_FR_TEXT.search(head[:3000])))


def is_ecfr(data: bytes) -> bool:
    return bool(_ECFR_ROOT.fullmatch(root_of(data)))


def is_uslm(data: bytes) -> bool:
    """U.S. Code, public laws and bills in USLM."""
    return b"xml.house.gov/schemas/uslm" in data[:8192] or b"schemas.gpo.gov/xml/uslm" in data[:8192]


def is_akn(data: bytes) -> bool:
    return root_of(data) == "akomaNtoso"


def is_archive(data: bytes) -> bool:
    """Whether some bytes are a page saved as one file."""
    head = data[:4000]
    return bool(re.search(rb"^MIME-Version:", head, re.M | re.I) and re.search(rb"multipart/related|text/html", head, re.I))


def is_html(data: bytes) -> bool:
    head = head_of(data).lstrip()
    return is_archive(data) or bool(_HTML.match(head)) or (head.startswith("<") and bool(re.search(r"<(?:html|body)[\s>]", head, re.I)))


def has_tags(data: bytes) -> bool:
    """Whether there is any tag among the first 64 KiB: with a name that says HTML, it is HTML."""
    return bool(re.search(r"</?[a-z][a-z0-9]*[\s/>]", head_of(data), re.I))


def is_text(data: bytes) -> bool:
    """Anything that is not binary and not a format of its own."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in data[:_HEAD] and not data.startswith(b"PK\x03\x04") and not head_of(data).lstrip().startswith("<?xml")


def refusal_of(data: bytes) -> str:
    """Why some bytes cannot be imported whatever they are called, with what to do; empty when nothing speaks against it."""
    if not data.strip():
        return "is empty"
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return "is protected by a password; open it in Word, remove the password (File, Info, Protect Document), and save it"
        if _WORD_STREAM in data:
            return "is in the old .doc format; open it in Word or LibreOffice and save it as .docx"
        return "is an old Office file (OLE container); save it as .docx, HTML or text"
    if data.startswith(b"{\\rtf"):
        return "is RTF; open it in Word or LibreOffice and save it as .docx"
    if data.startswith(b"PK\x03\x04") and b"mimetypeapplication/vnd.oasis" in data[:200]:
        return "is an OpenDocument file; save it as .docx"
    if data.startswith(b"PK") and not is_docx(data):
        return "is a zip archive, not a Word file; unpack it and import the files in it"
    return ""


def describe(data: bytes) -> str:
    """A few words on what some bytes look like."""
    if (root := root_of(data)) in _OLDER_BILLS and b"bill" in data[:_HEAD].lower():
        return f"it is a bill in the older format <{root}> of Congress; download its USLM version from govinfo.gov"
    if root in ("CFRDOC", "CFRGRANULE"):
        return "it is the yearly edition of the Code of Federal Regulations; download the part from ecfr.gov as XML"
    if root == "Legislation" and b"legislation.gov.uk" in data[:_HEAD]:
        return "it is the XML of legislation.gov.uk; download it as Akoma Ntoso, with /data.akn behind its address"
    if root:
        return f"it is XML or HTML whose first element is <{root}>"
    return "it holds binary data" if b"\x00" in data[:_HEAD] else "it looks like plain text"
