"""The environment in which git reads a repository that may be hostile.

Its configuration can name programs to run: no hooks, no fsmonitor, no lazy fetch, no protocols, no pager,
no prompts. It can also hide or misread history: replaced objects, grafts, a first commit that is not
shown, trailers divided by another sign. All of that is set here, for every call.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

_CONFIG = (
    ("core.fsmonitor", "false"), ("core.hooksPath", os.devnull), ("log.showSignature", "false"), ("diff.external", ""), ("protocol.allow", "never"),
    ("core.quotePath", "false"), ("core.ignoreCase", "false"), ("core.protectHFS", "true"), ("core.protectNTFS", "true"), ("gc.auto", "0"),
    ("maintenance.auto", "false"), ("core.alternateRefsCommand", ""), ("i18n.logOutputEncoding", "UTF-8"), ("i18n.commitEncoding", "UTF-8"),
    ("log.showRoot", "true"), ("trailer.separators", ":"), ("core.commentChar", "#"), ("diff.orderFile", os.devnull), ("diff.relative", "false"),
    ("advice.graftFileDeprecated", "false"),
)  # fmt: skip
_KEPT = ("GIT_CEILING_DIRECTORIES",)
DURABLE = {"GIT_CONFIG_PARAMETERS": "'core.fsync=committed'"}
"""What a writing call adds: git's default syncs nothing, and a power cut may then lose what was reported as stored."""


def safe_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment every git call gets: nothing inherited that could steer it."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k in _KEPT}
    env |= {
        "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1", "GIT_ATTR_NOSYSTEM": "1", "GIT_GRAFT_FILE": os.devnull, "GIT_PAGER": "cat", "LC_ALL": "C", "GIT_ADVICE": "0",
        "GIT_CONFIG_COUNT": str(len(_CONFIG)),
    }  # fmt: skip
    for i, (key, value) in enumerate(_CONFIG):
        env[f"GIT_CONFIG_KEY_{i}"], env[f"GIT_CONFIG_VALUE_{i}"] = key, value
    return env | dict(extra or {})
