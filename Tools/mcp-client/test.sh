#!/usr/bin/env bash
# Drives `wenjian mcp` with the official Python client (mcp on PyPI, in an environment of its own), through every tool:
#
#   Tools/mcp-client/test.sh WENJIAN
#
# What was said is in .build/mcp-transcript.txt; the last line is "N passed, N failed".
set -euo pipefail
wenjian=$(realpath "$1")
cd "$(dirname "$0")/../.."
environment=.build/mcp-environment
if ! "$environment/bin/python" -c 'import mcp' 2> /dev/null; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet 'mcp>=2,<3'
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$environment/bin/python" Tools/mcp-client/documents.py Corpus "$work/documents"
"$wenjian" index "$work/documents" --index "$work/index" --quiet
"$environment/bin/python" Tools/mcp-client/client.py "$wenjian" "$work/index" .build/mcp-transcript.txt
