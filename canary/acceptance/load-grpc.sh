#!/usr/bin/env bash
# Tensors by gRPC to each of the services for some seconds, four a second each. The model and the
# shape of its input are what the service itself says; the picture is black.
set -euo pipefail

seconds=${1:?usage: load-grpc.sh SECONDS HOST:PORT...}
shift
folder=${LOAD_FOLDER:-/tmp}
method=inference.GRPCInferenceService/ModelInfer

for service in "$@"; do
  # HTTP is one port beside; it tells the model that serves and what it takes.
  http=http://${service%:*}:${HTTP_PORT:-8080}
  model=$(curl -fsS --max-time 5 -X POST -H 'Content-Type: application/json' -d '{"ready":true}' \
    "$http/v2/repository/index" | jq -er '.[0].name')
  request=$folder/${service%%.*}.json
  curl -fsS --max-time 5 "$http/v2/models/$model" >"$request.model"
  elements=$(jq -er '.inputs[0].shape | map(if . < 0 then 1 else . end) | reduce .[] as $n (1; . * $n)' "$request.model")
  {
    jq -c '{model_name: .name, inputs: [.inputs[0]
      | {name, datatype, shape: (.shape | map(if . < 0 then 1 else . end))}]}' "$request.model" |
      sed 's/}$/,"raw_input_contents":["/'
    head -c "$elements" /dev/zero | base64 | tr -d '\n'
    printf '"]}'
  } | tr -d '\n' >"$request"
  ghz --insecure --call "$method" --data-file "$request" -z "${seconds}s" --rps 4 --connections 1 \
    --concurrency 4 --timeout 10s "$service" &
done
wait
