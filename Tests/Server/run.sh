#!/usr/bin/env bash
# Real HTTP against a real wenjian-server:
#
#   Tests/Server/run.sh WENJIAN WENJIAN_SERVER OUTPUT
#
# both as they were built; OUTPUT is a directory for schemathesis' report. PORT is the first of ten ports (18080).
# schemathesis comes from PyPI into an environment of its own; SCHEMATHESIS=no leaves it out.
set -euo pipefail
cd "$(dirname "$0")/../.."
wenjian=$(realpath "$1")
server=$(realpath "$2")
output=$3
port=${PORT:-18080}
mkdir -p "$output"
output=$(realpath "$output")
configuration=$(realpath Tests/Server/schemathesis.toml)
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT

python3 Tests/Server/server_test.py "$wenjian" "$server" "$port"

if [ "${SCHEMATHESIS:-yes}" = no ]; then exit; fi
environment=$output/venv
if [ ! -x "$environment/bin/schemathesis" ]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet 'schemathesis>=4,<5'
fi
python3 Tests/Server/sample.py "$work/documents"
"$wenjian" index "$work/documents" --index "$work/Index" --quiet
"$server" --index "$work/Index" --port $((port + 9)) --timeout 5 &
pid=$!
for _ in $(seq 100); do
  if curl -fsS "http://127.0.0.1:$((port + 9))/healthz" > "$work/health" 2> /dev/null; then break; fi
  sleep 0.1
done
# It keeps what it found in the directory that it runs in.
(cd "$output" && "$environment/bin/schemathesis" --config-file "$configuration" run \
  "http://127.0.0.1:$((port + 9))/openapi.json" --max-examples "${EXAMPLES:-10}" --seed "${SEED:-1}" \
  --phases coverage,fuzzing --report junit --report-junit-path schemathesis.xml) | tee "$output/schemathesis.txt"
kill "$pid"
wait "$pid"
pid=
