#!/usr/bin/env bash
# Draws the pictures of the README from what the program prints: docs/report.svg and docs/check.svg.
# Run it whenever the output for examples/reservoir.txt changes.
set -euo pipefail
cd "$(dirname "$0")/.."

# The output as a terminal shows it, below the line that asked for it.
terminal() {
    printf '\e[2m$\e[0m \e[1mwhosaid %s\e[0m\n' "$*"
    # Findings are no failure here: `check` then exits with 1.
    cargo run --quiet -- --color always "$@" || [ $? -eq 1 ]
}

cargo build --quiet --example picture
for command in report check; do
    terminal "$command" examples/reservoir.txt | cargo run --quiet --example picture >"docs/$command.svg"
done
