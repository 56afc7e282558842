"""The table of citation kinds: how each body of law is cited in the United States, one row a kind.

Every row carries words it matches, what they mean, and words much like them that it must leave alone;
a test reads all three. Order matters only where two rows begin at the same place: the first one reads.
A store adds rows of its own with `read_kind`.
"""

from __future__ import annotations

from policytool.language.citation_kind import CitationKind
from policytool.language.kinds_bills import BILLS
from policytool.language.kinds_codes import ACTS, CODES
from policytool.language.kinds_initials import NUMBERED
from policytool.language.kinds_papers import CONSTITUTIONS, ORDERS, PUBLICATIONS
from policytool.language.kinds_rules import RULES
from policytool.language.kinds_session import ABROAD, SESSIONS
from policytool.language.kinds_states import STATES

KINDS: tuple[CitationKind, ...] = (*CODES, *PUBLICATIONS, *ORDERS, *BILLS, *CONSTITUTIONS, *NUMBERED, *RULES, *STATES, *ACTS, *SESSIONS, *ABROAD)
