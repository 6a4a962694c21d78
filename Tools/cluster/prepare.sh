#!/bin/bash
# Puts the classes of an Elasticsearch 7.0.0 server into a directory, once: what the PyPI wheel pyserini 0.12.0 holds, what
# stands in for its missing parts, and what is patched (see README.md).
# usage: prepare.sh DIRECTORY
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
wheel=pyserini-0.12.0-py3-none-any.whl
checksum=15832592a972c2006f946f7721fc8bc5ff69822d8b29c853dc701ab7535a5553
if [ ! -f server.jar ]; then
  python3 -m pip download -q --no-deps --only-binary :all: -d . pyserini==0.12.0
  echo "$checksum  $wheel" | sha256sum -c --quiet
  unzip -qo -j "$wheel" '*anserini-0.12.0-fatjar.jar'
  mv anserini-0.12.0-fatjar.jar server.jar
  rm "$wheel"
fi
# Compiled again when a source here is newer.
if [ -f classes/.done ] && [ -z "$(find "$here/server" "$here/patch" -newer classes/.done -name '*.java')" ]; then exit; fi
asm=(--add-exports java.base/jdk.internal.org.objectweb.asm=ALL-UNNAMED
  --add-exports java.base/jdk.internal.org.objectweb.asm.commons=ALL-UNNAMED)
rm -rf classes patcher
mkdir -p classes/META-INF/services patcher
echo org.wenjian.cluster.DocValues70 >classes/META-INF/services/org.apache.lucene.codecs.DocValuesFormat
# The compiler's notes on old interfaces go to a file that is shown when it fails.
{ javac "${asm[@]}" -nowarn -d patcher "$here/patch/PatchLucene.java" &&
  find "$here/server" -name '*.java' -print0 | xargs -0 javac -nowarn -cp server.jar -d classes; } >javac.log 2>&1 ||
  { cat javac.log >&2; exit 1; }
java "${asm[@]}" -cp patcher PatchLucene server.jar classes >/dev/null
touch classes/.done
