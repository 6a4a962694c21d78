#!/usr/bin/env bash
# Packs the command for the Debian release that this machine runs:
#
#   Tools/packages/deb.sh COMMAND DIRECTORY [SERVER]
#
# Swift's own libraries are inside the command; those of Debian are dependencies, told by dpkg-shlibdeps.
# DEB_MAINTAINER='Name <address>' is who answers for the package.
set -euo pipefail
cd "$(dirname "$0")/../.."
command=$1
output=$2
server=${3:-}
mkdir -p "$output"
maintainer=${DEB_MAINTAINER:-Wenjian authors <wenjian@wenjian.invalid>}
version=$("$command" --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
revision=${DEB_REVISION:-1}
architecture=$(dpkg --print-architecture)
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/debian/wenjian

Tools/packages/stage.sh "$command" "$root/usr" "$server"
share=$root/usr/share
# Debian has places of its own for these.
mkdir -p "$share/zsh/vendor-completions"
mv "$share/zsh/site-functions/_wenjian" "$share/zsh/vendor-completions/"
rmdir "$share/zsh/site-functions"
rm "$share/doc/wenjian/LICENSE" "$share/doc/wenjian/README.md"
mv "$share/doc/wenjian/CHANGELOG.md" "$share/doc/wenjian/changelog"
{
  printf 'wenjian (%s-%s) unstable; urgency=medium\n\n' "$version" "$revision"
  printf '  * Version %s; what changed is in the changelog beside this one.\n\n' "$version"
  printf ' -- %s  %s\n' "$maintainer" "$(date -uRd "@$epoch")"
} > "$share/doc/wenjian/changelog.Debian"
gzip -9n "$share/doc/wenjian/changelog" "$share/doc/wenjian/changelog.Debian" "$share"/man/man1/*.1
Tools/packages/copyright.sh > "$share/doc/wenjian/copyright"

mkdir -p "$work/debian" "$root/DEBIAN"
printf 'Source: wenjian\n\nPackage: wenjian\nArchitecture: any\n' > "$work/debian/control"
programs=(-e debian/wenjian/usr/bin/wenjian)
[ -z "$server" ] || programs+=(-e debian/wenjian/usr/bin/wenjian-server)
depends=$(cd "$work" && dpkg-shlibdeps -O "${programs[@]}" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
size=$(du -k -s --apparent-size "$root/usr" | cut -f 1)
cat > "$root/DEBIAN/control" <<CONTROL
Package: wenjian
Version: $version-$revision
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $size
Depends: $depends
Recommends: antiword | catdoc, poppler-data, poppler-utils
Suggests: libcurl4
Section: text
Priority: optional
Description: full-text search for Chinese policy documents
 Builds an index from a directory of documents (text, Markdown, HTML, PDF,
 office files, archives), finds a string wherever it occurs and in whichever
 script it was written, counts it exactly, ranks the documents and shows the
 sentences, with the chapter and article that they are in.
 .
 It also shows concordances, trends and collocates, compares the versions of
 laws article by article, and checks citations.
CONTROL
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) > "$root/DEBIAN/md5sums"
find "$root" -type d -exec chmod 755 {} +
find "$root" -newermt "@$epoch" -exec touch -h -d "@$epoch" {} +
package=$output/wenjian_$version-${revision}_$architecture.deb
SOURCE_DATE_EPOCH=$epoch dpkg-deb --root-owner-group -Zxz --build "$root" "$package" > /dev/null
ls -l "$package"
