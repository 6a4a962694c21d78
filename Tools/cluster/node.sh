#!/bin/bash
# Kills one node of a running cluster as a machine that fails, or starts it again and waits until all copies are back.
# usage: node.sh kill|restart DIRECTORY NODE [NODES]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
verb=$1
directory=$(cd "$2" && pwd)
number=$3
nodes=${4:-3}
# shellcheck source=Tools/cluster/nodes.sh
. "$here/nodes.sh"
case $verb in
  kill) "$here/stop.sh" --kill "$directory" "$number" ;;
  restart)
    is_running "$number" || start_node "$number"
    wait_for_nodes "$nodes"
    curl -s -m 130 "http://127.0.0.1:$((port + number - 1))/_cluster/health?wait_for_status=green&timeout=120s" |
      grep -q '"status":"green"' || { echo 'the cluster is not green within two minutes' >&2; exit 1; }
    ;;
  *)
    echo 'usage: node.sh kill|restart DIRECTORY NODE [NODES]' >&2
    exit 64
    ;;
esac
