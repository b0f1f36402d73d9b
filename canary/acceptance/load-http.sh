#!/usr/bin/env bash
# Pictures by HTTP to each of the services for some seconds, ten a second each, from two connections.
set -euo pipefail

seconds=${1:?usage: load-http.sh SECONDS HOST:PORT...}
shift
folder=$(dirname "${BASH_SOURCE[0]}")
picture=$(jq -er 'keys[0]' "$folder/truth.json")
[ -s "$folder/$picture" ] || { echo "load-http: $folder/$picture is not there" >&2; exit 1; }

for service in "$@"; do
  hey -z "${seconds}s" -c 2 -q 5 -t 10 -m POST -T image/jpeg -D "$folder/$picture" \
    "http://$service/v1/detect" &
done
wait
