#!/usr/bin/env bash
# Puts what an installation consists of where it belongs:
#
#   Tools/packages/stage.sh COMMAND PREFIX [SERVER]
#
# the command stripped, wenjian-server with an example of a unit of systemd where it was built, man pages, completions, and
# what it is licensed under. DESTDIR goes before PREFIX, as in make.
set -euo pipefail
cd "$(dirname "$0")/../.."
command=$1
root=${DESTDIR:-}$2
server=${3:-}

put() { install -D -m "$1" "$2" "$root/$3"; }

# Man pages and completions are in English, whoever makes the package.
export LC_ALL=C.UTF-8
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
Tools/man-pages/generate.py "$command" "$pages"
install -d "$root/bin" "$root/share/man/man1"
# Copied by strip, the file starts faster than as the linker left it in the page cache.
strip -o "$root/bin/wenjian" "$command"
chmod 755 "$root/bin/wenjian"
if [ -n "$server" ]; then
  strip -o "$root/bin/wenjian-server" "$server"
  chmod 755 "$root/bin/wenjian-server"
  put 644 Tools/server/wenjian.service share/doc/wenjian/examples/wenjian.service
fi
for page in "$pages"/*.1; do put 644 "$page" "share/man/man1/$(basename "$page")"; done
# It is read by a shell, not run.
"$command" --generate-completion-script bash | sed '1{/^#!/d}' > "$pages/bash"
"$command" --generate-completion-script zsh > "$pages/zsh"
"$command" --generate-completion-script fish > "$pages/fish"
put 644 "$pages/bash" share/bash-completion/completions/wenjian
put 644 "$pages/zsh" share/zsh/site-functions/_wenjian
put 644 "$pages/fish" share/fish/vendor_completions.d/wenjian.fish
for page in LICENSE NOTICE README.md CHANGELOG.md; do put 644 "$page" "share/doc/wenjian/$page"; done
