#!/usr/bin/env bash
# Installs a wheel into a new virtual environment and tests it there:
#
#   Tools/python-wheel/test.sh WHEEL [PYTEST ARGUMENTS]
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "$wheel" pytest mypy
cp -r Python/wenjian/tests "$work/tests"
cd "$work"
"$work/venv/bin/python" -m pytest -q -p no:cacheprovider tests "$@"
"$work/venv/bin/python" -m mypy --strict tests/typed.py
