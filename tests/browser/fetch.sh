#!/usr/bin/env bash
# Gets the accessibility audit that tests/page.rs injects into the page: axe-core, at this version and no other.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=4.14.1
folder=${CARGO_TARGET_DIR:-target}/tmp/axe-core
sum=29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c

mkdir -p "$folder"
check() { echo "$sum  $folder/axe.min.js" | sha256sum --check --status; }
if ! check 2>/dev/null; then
    npm pack --silent --pack-destination "$folder" "axe-core@$version" >/dev/null
    tar -xzf "$folder/axe-core-$version.tgz" -C "$folder" --strip-components=1 package/axe.min.js package/LICENSE
    rm "$folder/axe-core-$version.tgz"
    check || { echo "axe-core $version is not the one that was looked over" >&2; exit 1; }
fi
