#!/usr/bin/env bash
# How long `whosaid report --output-format jsonl` takes, as a multiple of `wc -w` on the same bytes in the same run.
#
#     cargo build --release && benches/wc.sh FOLDER [MEGABYTES]
#
# The .txt drafts of FOLDER are repeated to 100 megabytes: as many drafts, and as one. Each is timed five times, in turn
# with `wc`, and the fastest counts. Three columns of seconds: one thread, all threads, `wc`; then the two multiples.
set -euo pipefail
folder=${1:?a folder of drafts} megabytes=${2:-100}
whosaid=${CARGO_TARGET_DIR:-target}/release/whosaid
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
mkdir "$work/drafts"
bytes=0 round=0
while ((bytes < megabytes * 1000000)); do
    mkdir "$work/drafts/$round"
    cp "$folder"/*.txt "$work/drafts/$round"
    bytes=$((bytes + $(cat "$folder"/*.txt | wc -c)))
    round=$((round + 1))
done
for ((at = 0; at < round; at++)); do
    for draft in "$work/drafts/$at"/*.txt; do
        cat "$draft"
        printf '\n\n'
    done
done >"$work/one.txt"

seconds() {
    local TIMEFORMAT=%R
    { time "$@" >"$work/out" 2>"$work/err"; } 2>&1
}

for drafts in drafts one.txt; do
    # A draft of more than 64 MB is refused.
    if [ "$drafts" = one.txt ] && (($(wc -c <"$work/one.txt") > 64000000)); then
        echo "as one draft: too long, try 60 megabytes"
        continue
    fi
    single=9999 all=9999 words=9999
    for _ in 1 2 3 4 5; do
        one=$(RAYON_NUM_THREADS=1 seconds "$whosaid" report --output-format jsonl "$work/$drafts")
        more=$(seconds "$whosaid" report --output-format jsonl "$work/$drafts")
        count=$(LC_ALL=C.UTF-8 seconds wc -w "$work/one.txt")
        read -r single all words < <(awk -v a="$single $all $words" -v b="$one $more $count" 'BEGIN {
            split(a, x); split(b, y); for (i = 1; i <= 3; i++) printf "%s ", y[i] < x[i] ? y[i] : x[i]; print "" }')
    done
    awk -v n="$drafts" -v s="$single" -v a="$all" -v w="$words" -v b="$bytes" 'BEGIN {
        printf "%-8s %6.2f %6.2f %6.2f  %5.1f %5.1f  (%.1f MB/s on one thread)\n", n, s, a, w, s / w, a / w, b / s / 1e6 }'
done
