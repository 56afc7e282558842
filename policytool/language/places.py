"""The states by name, for every pattern that holds one, and by the letters that an id begins with."""

from __future__ import annotations

STATES = {
    "al": "Alabama", "ak": "Alaska", "az": "Arizona", "ar": "Arkansas", "ca": "California", "co": "Colorado", "ct": "Connecticut",
    "de": "Delaware", "fl": "Florida", "ga": "Georgia", "hi": "Hawaii", "id": "Idaho", "il": "Illinois", "in": "Indiana", "ia": "Iowa",
    "ks": "Kansas", "ky": "Kentucky", "la": "Louisiana", "me": "Maine", "md": "Maryland", "ma": "Massachusetts", "mi": "Michigan",
    "mn": "Minnesota", "ms": "Mississippi", "mo": "Missouri", "mt": "Montana", "ne": "Nebraska", "nv": "Nevada", "nh": "New Hampshire",
    "nj": "New Jersey", "nm": "New Mexico", "ny": "New York", "nc": "North Carolina", "nd": "North Dakota", "oh": "Ohio", "ok": "Oklahoma",
    "or": "Oregon", "pa": "Pennsylvania", "ri": "Rhode Island", "sc": "South Carolina", "sd": "South Dakota", "tn": "Tennessee",
    "tx": "Texas", "ut": "Utah", "vt": "Vermont", "va": "Virginia", "wa": "Washington", "wv": "West Virginia", "wi": "Wisconsin",
    "wy": "Wyoming",
}  # fmt: skip
STATE_NAMES = "|".join(STATES.values())
"""As a pattern."""
PRINTED_STATES = (
    r"Alabama|Ala\.|Alaska|Ariz(?:ona|\.)|Ark(?:ansas|\.)|Cal(?:ifornia|if\.|\.)|Colo(?:rado|\.)|Conn(?:ecticut|\.)|Del(?:aware|\.)|Fla\.|Florida"
    r"|Ga\.|Georgia|Haw(?:aii|\.)|Idaho|Ind(?:iana|\.)|Iowa|Kan(?:sas|\.)|Ky\.|Kentucky|La\.|Louisiana|Me\.|Maine|Md\.|Maryland"
    r"|Mass(?:achusetts|\.)|Mich(?:igan|\.)|Minn(?:esota|\.)|Miss(?:issippi|\.)|Mo\.|Missouri|Mont(?:ana|\.)|Neb(?:raska|\.)|Nev(?:ada|\.)"
    r"|N\.~[HJMYCD]\.|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Okla(?:homa|\.)|Or(?:egon|e?\.)|Pa\.|Pennsylvania"
    r"|R\.~I\.|Rhode Island|S\.~[CD]\.|South (?:Carolina|Dakota)|Tenn(?:essee|\.)|Tex(?:as|\.)|Utah|Vt\.|Vermont|Va\.|Virginia|Wash(?:ington|\.)"
    r"|W\.~Va\.|West Virginia|Wis(?:consin|\.)|Wyo(?:ming|\.)|P\.~R\.|Puerto Rico|V\.~I\.|Virgin Islands|Guam|Am(?:erican|\.) Samoa|N\.~Mar\.~I\.|Navajo Nation"
)
"""In full and as law reviews cut them, for the heads of codes: blanks are gaps, ~ gaps that may be missing. Illinois has rows of its own."""
