"""Names under which one code is cited -> its one canonical name: Florida Statutes and F.S. are Fla. Stat."""

from __future__ import annotations

from policytool.language.gaps import S

NAMES = {
    "Arizona Revised Statutes": "A.R.S.", "A.R.S.": "A.R.S.", "Code of Alabama 1975": "Code of Alabama §", "Colorado Revised Statutes": "C.R.S.", "C.R.S.": "C.R.S.",
    "Connecticut General Statutes": "Conn. Gen. Stat. §", "Florida Statutes": "Fla. Stat. §", "F.S.": "Fla. Stat. §", "Hawaii Revised Statutes": "HRS", "HRS": "HRS",
    "Kentucky Revised Statutes": "KRS", "KRS": "KRS", "Louisiana Revised Statutes": "La. R.S.", "MCA": "MCA", "Montana Code Annotated": "MCA", "Minnesota Statutes": "Minn. Stat. §",
    "NAC": "NAC", "Nebraska Revised Statutes": "Neb. Rev. Stat. §", "R.R.S.": "Neb. Rev. Stat. §", "Nevada Revised Statutes": "NRS", "NRS": "NRS", "NMSA 1978": "NMSA 1978 §",
    "North Dakota Century Code": "N.D. Cent. Code §", "N.D.C.C.": "N.D. Cent. Code §", "Oklahoma Statutes": "Okla. Stat. §", "Oregon Revised Statutes": "ORS", "ORS": "ORS",
    "Revised Code of Washington": "RCW", "RCW": "RCW", "WAC": "WAC", "RSA": "RSA", "RSMo": "RSMo §", "Revised Statutes of Missouri": "RSMo §", "SDCL": "SDCL", "Stats.": "Wis. Stat. §",
    "Wis. Stats.": "Wis. Stat. §", "Fla. Stat.": "Fla. Stat. §", "Minn. Stat.": "Minn. Stat. §", "Wisconsin Statutes": "Wis. Stat. §",
}  # fmt: skip
"""The sign stands where a section of the code is cited with one."""
_SHORT = [name for name in NAMES if name.isupper() or name in ("Stats.", "Wis. Stats.", "Fla. Stat.", "Minn. Stat.", "RSMo", "NMSA 1978")]
AFTER = "|".join(name.replace(".", r"\.").replace(" ", S) for name in (*_SHORT, "Code of Alabama 1975"))
"""What may stand behind a section or a chapter, `section 610.021, RSMo`, and that no other reading knows for a law."""


def law_name(printed: str) -> str:
    """The name of a code, canonical where there is one.

    >>> law_name("Florida  Statutes"), law_name("Penal Code")
    ('Fla. Stat.', 'Penal Code')
    """
    name = " ".join(printed.split())
    return NAMES.get(name, name).removesuffix(" §")


def law_prefix(printed: str) -> str:
    """The beginning of the target of a section of a code.

    >>> law_prefix("F.S."), law_prefix("MCA"), law_prefix("Penal Code")
    ('Fla. Stat. § ', 'MCA ', 'Penal Code § ')
    """
    name = " ".join(printed.split())
    return f"{NAMES[name]} " if name in NAMES else f"{name} § "
