#!/bin/sh
# What `make demo` shows: the main job on the bundled documents. Needs `policytool` on PATH.
set -eu
store=demo/store
say() { printf '\n\033[1m$ %s\033[0m\n' "$*"; "$@"; }
if [ -n "${NO_COLOR:-}" ] || [ ! -t 1 ]; then say() { printf '\n$ %s\n' "$*"; "$@"; }; fi

rm -rf demo
mkdir -p demo
echo "A store of 31 Chicago, Illinois and federal documents on immigration enforcement, 1956-2026, in our own words."
say policytool init "$store" --sample
export POLICYTOOL_STORE="$store"
say policytool --no-pager list --jurisdiction chicago
say policytool --no-pager log WCO
say policytool refs us-il-chicago/eo/2025-6
say policytool --no-pager diff WCO@2020-01 WCO@2021-01-27
say policytool clause "WCO@2021-01-27" "2-173-020(a)(1)"
say policytool report us-il-chicago/eo/2025-6 --against WCO -o demo/against.html
say policytool report WCO@2020-01 WCO@2021-01-27 -o demo/report.html
cat <<'WORDS'

What to try next:
  export POLICYTOOL_STORE=demo/store PATH="$PWD/.venv/bin:$PATH"
  policytool show us-il-chicago/eo/2025-6              an order of 2025, with how well each clause is known
  policytool clause WCO@2016-10-15 "042(c)"            a date inside a month of which the day is not known: both texts
  policytool diff us-dc/code/24-211.07 --summary       the version in force against the one before
  policytool outline WCO --depth 2                     the tree of clauses
  policytool -C ~/any/repo/of/markdown list            any git repository of policies, read-only, without import
WORDS
