#!/bin/bash
# Starts a cluster of real Elasticsearch 7.0.0 nodes on loopback, or what of it is not running, and waits for it.
# usage: start.sh DIRECTORY [NODES]
#
# DIRECTORY holds the server's classes, the nodes' data (node1, node2, …), their output and their process ids. The ports are
# CLUSTER_PORT and those behind it (9201) for requests, CLUSTER_TRANSPORT_PORT (9301) among the nodes; CLUSTER_HEAP is the
# memory of each node's heap (256m).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
directory=$1
nodes=${2:-3}
# shellcheck source=Tools/cluster/nodes.sh
. "$here/nodes.sh"

mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
command -v javac >/dev/null || {
  echo 'a Java 17 with a compiler is missing: apt-get install openjdk-17-jdk-headless' >&2
  exit 1
}
"$here/prepare.sh" "$directory"

for number in $(seq "$nodes"); do
  is_running "$number" || start_node "$number"
done
wait_for_nodes "$nodes"
echo "http://127.0.0.1:$port"
