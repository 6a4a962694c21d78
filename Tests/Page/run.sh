#!/usr/bin/env bash
# Tests the page of wenjian-server in a headless Chromium:
#
#   Tests/Page/run.sh WENJIAN SERVER PICTURES-DIRECTORY [OPTIONS OF run.py]
#
# The client of the browser's driver and axe-core come from PyPI, into an environment of their own beside the pictures. Only
# axe's script is taken of axe-playwright-python, so what that package depends on is not installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
wenjian=$1
server=$2
pictures=$3
shift 3
environment=$(dirname "$pictures")/page-environment
if [ ! -x "$environment/bin/python" ] || ! "$environment/bin/python" -c 'import selenium, axe_playwright_python' 2>/dev/null; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet 'selenium==4.51.0'
  "$environment/bin/pip" install --quiet --no-deps 'axe-playwright-python==0.1.8'
fi
mkdir -p "$pictures"
PYTHONDONTWRITEBYTECODE=1 exec "$environment/bin/python" "$here/run.py" --wenjian "$wenjian" --server "$server" --pictures "$pictures" "$@"
