#!/usr/bin/env bash
# Packs the static command with its pages, completions and licences, and wenjian-server where it was built:
#
#   Tools/packages/tarball.sh COMMAND DIRECTORY [SERVER]
set -euo pipefail
cd "$(dirname "$0")/../.."
command=$1
version=$("$command" --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
name=wenjian-$version-linux-$(uname -m)
mkdir -p "$2"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
Tools/packages/stage.sh "$command" "$work/$name" "${3:-}"
Tools/packages/licences.sh "$work/$name/share/doc/wenjian/licences" static
install -m 644 Tools/packages/INSTALL "$work/$name/INSTALL"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" \
  -C "$work" -cf - "$name" | gzip -9n > "$2/$name.tar.gz"
ls -l "$2/$name.tar.gz"
