#!/bin/sh
# The documentation of the library, made by DocC from what was built for debugging: warnings are errors.
#
#   Tools/docs.sh OUTPUT
#
# LANGUAGE.md and JSON.md become pages of it, under the names QueryLanguage and JSON.
set -eu

output=$1
binaries=$(swift build --show-bin-path)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The headers of the C modules that the Swift ones were built with.
headers=$(find "$binaries" -maxdepth 2 -name module.modulemap | sed 's/^/-Xcc -fmodule-map-file=/')
systems=$(find Sources -maxdepth 2 -name module.modulemap | sed 's/^/-Xcc -fmodule-map-file=/')
mkdir "$work/graphs"
# shellcheck disable=SC2046,SC2086
swift symbolgraph-extract -module-name Wenjian -experimental-allowed-reexported-modules=WenjianModel \
  -I "$binaries/Modules" $headers $systems $(pkg-config --cflags libxml-2.0 libzstd zlib) \
  -target "$(uname -m)-unknown-linux-gnu" -minimum-access-level public \
  -skip-synthesized-members -skip-inherited-docs -output-dir "$work/graphs"

cp -R Sources/Wenjian/Wenjian.docc "$work/Wenjian.docc"
cp Sources/WenjianQuery/LANGUAGE.md "$work/Wenjian.docc/QueryLanguage.md"
cp "$(find Sources -name JSON.md | head -n 1)" "$work/Wenjian.docc/JSON.md"
rm -rf "$output"
docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
[ -x "$docc" ] || docc=docc
"$docc" convert "$work/Wenjian.docc" --additional-symbol-graph-dir "$work/graphs" \
  --fallback-display-name Wenjian --fallback-bundle-identifier Wenjian --output-path "$output" --warnings-as-errors
