#!/usr/bin/env bash
# The golden set through the real API: pictures with known objects are sent to a running service, and
# what comes back is compared with the truth. Exit status 0 if the service finds enough and invents
# little; what it found is the output, and why it does not pass is the last line.
set -euo pipefail

base=${1:?usage: acceptance.sh URL [FOLDER]}
folder=${2:-$(dirname "${BASH_SOURCE[0]}")}
min_recall=${MIN_RECALL:-0.80}
min_precision=${MIN_PRECISION:-0.85}
# A second each until the service is ready.
patience=${READY_SECONDS:-20}

die() {
  echo "acceptance: $1" >&2
  exit 1
}

names=$(jq -r 'keys[]' "$folder/truth.json" 2>/dev/null) && [ -n "$names" ] ||
  die "no golden set in $folder: truth.json names no pictures"

# Ready and answering, before anything is compared.
why=$(curl -fsS --max-time 5 --retry "$patience" --retry-delay 1 --retry-all-errors -o /dev/null \
  "$base/v2/health/ready" 2>&1) || die "$base is not ready: ${why##*$'\n'}"

# Greedy matching as evaluations do it: the best-scored box takes the truth it overlaps most, by at
# least half, if nobody took it.
read -r -d '' compare <<'JQ' || true
def area: ([.[2] - .[0], 0] | max) * ([.[3] - .[1], 0] | max);
def iou($a; $b):
  ([([$a[0], $b[0]] | max), ([$a[1], $b[1]] | max), ([$a[2], $b[2]] | min), ([$a[3], $b[3]] | min)] | area) as $both
  | if $both == 0 then 0 else $both / (($a | area) + ($b | area) - $both) end;
reduce (.objects | sort_by(-.score))[] as $found (
  {left: $truth, hits: 0, found: 0};
  .found += 1
  | ([.left | to_entries[] | select(.value.class == $found.class)
      | {key, iou: iou(.value.box; $found.box)} | select(.iou >= 0.5)] | max_by(.iou)) as $best
  | if $best == null then . else .hits += 1 | .left |= del(.[$best.key]) end)
| "\(.hits) \(.found) \($truth | length)"
JQ

hits=0 found=0 truth=0
for name in $names; do
  [ -s "$folder/$name" ] || die "no golden set in $folder: $name is not there"
  answer=$(curl -sS --max-time 10 -H 'Content-Type: image/jpeg' -w '\n%{http_code}' \
    --data-binary "@$folder/$name" "$base/v1/detect" 2>&1) || die "$name: no answer: ${answer//$'\n'/ }"
  status=${answer##*$'\n'} answer=${answer%$'\n'*}
  [ "$status" = 200 ] || die "$name: answered with $status: ${answer:0:200}"
  counts=$(jq -er --argjson truth "$(jq -c --arg name "$name" '.[$name]' "$folder/truth.json")" \
    "$compare" <<<"$answer" 2>/dev/null) || die "$name: no list of objects: ${answer:0:200}"
  read -r h f t <<<"$counts"
  echo "$name: $h of $t found, $((f - h)) invented"
  hits=$((hits + h)) found=$((found + f)) truth=$((truth + t))
done

jq -en --argjson hits "$hits" --argjson found "$found" --argjson truth "$truth" \
  --argjson recall "$min_recall" --argjson precision "$min_precision" '
  {recall: ($hits / $truth), precision: (if $found == 0 then 0 else $hits / $found end)}
  | ., (.recall >= $recall and .precision >= $precision)' ||
  die "too little found or too much invented (expected: recall $min_recall, precision $min_precision)"
