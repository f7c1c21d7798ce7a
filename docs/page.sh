#!/usr/bin/env bash
# Draws the pictures of the page in the README: docs/page.png, docs/page-dark.png and docs/page-phone.png.
# Run it whenever the page changes. It needs chromium and chromium-driver, and fonts that look like those that people
# have; on Debian: apt-get install fonts-sil-charis fonts-liberation.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo test --quiet --test page -- --ignored --exact pictures
