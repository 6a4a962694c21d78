#!/usr/bin/env bash
# Builds wenjian-server, with the package trait Server:
#
#   Tools/server/build.sh CONFIGURATION [FLAGS OF SWIFT BUILD]
#
# CONFIGURATION is debug or release; the program is .build/server/CONFIGURATION/wenjian-server afterwards.
#
# Package.resolved of the package pins what a build without the trait needs, and would be written anew by one with it. So
# this build sees the package through links, with a Package.resolved of its own beside this script, which pins Hummingbird
# and all that it needs. UPDATE=1 resolves them anew and writes that file.
set -euo pipefail
cd "$(dirname "$0")/../.."
configuration=$1
shift
package=.build/server-package
pins=Tools/server/Package.resolved
mkdir -p "$package"
for part in Package.swift Sources Tests Benchmarks Fuzz Examples; do ln -sfn "../../$part" "$package/$part"; done
cp "$pins" "$package/Package.resolved"
# The trait is a flag of every target, so it has a directory of its own.
common=(--package-path "$package" --scratch-path .build/server --traits Server)
if [ -n "${UPDATE:-}" ]; then
  rm "$package/Package.resolved"
  ${SWIFT:-swift} package "${common[@]}" resolve
  cp "$package/Package.resolved" "$pins"
fi
${SWIFT:-swift} build "${common[@]}" -c "$configuration" --product wenjian-server --force-resolved-versions "$@"
