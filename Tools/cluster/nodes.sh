# What the scripts of this directory share; sourced with `directory`, `here` and `nodes` set.

port=${CLUSTER_PORT:-9201}
transport_port=${CLUSTER_TRANSPORT_PORT:-9301}
heap=${CLUSTER_HEAP:-256m}

is_running() {
  [ -f "$directory/node$1.pid" ] && kill -0 "$(cat "$directory/node$1.pid")" 2>/dev/null
}

start_node() {
  local number=$1 seeds names
  seeds=$(seq -s, -f "127.0.0.1:%g" "$transport_port" $((transport_port + nodes - 1)))
  names=$(seq -s, -f 'n%g' 1 "$nodes")
  mkdir -p "$directory/node$number"
  (
    cd "$directory"
    exec setsid java "-Xms$heap" "-Xmx$heap" -Dlog4j.shutdownHookEnabled=false -Dsun.net.httpserver.nodelay=true \
      "-Dlog4j.configurationFile=$here/log4j2.properties" -cp classes:server.jar EsMain \
      cluster.name=wenjian-test "node.name=n$number" "path.home=$directory/node$number" network.host=127.0.0.1 \
      "http.port=$((port + number - 1))" "transport.port=$((transport_port + number - 1))" \
      "discovery.seed_hosts=$seeds" "cluster.initial_master_nodes=$names" \
      >>"$directory/node$number.log" 2>&1 </dev/null &
    echo $! >"$directory/node$number.pid"
  )
}

# Any node answers with the number of nodes that it sees.
wait_for_nodes() {
  local wanted=$1 number
  for _ in $(seq 120); do
    for number in $(seq "$nodes"); do
      if [ "$(curl -s -m 3 "http://127.0.0.1:$((port + number - 1))/_cat/nodes" | wc -l)" = "$wanted" ]; then return; fi
    done
    sleep 1
  done
  echo "no cluster of $wanted nodes within two minutes; see $directory/node*.log" >&2
  return 1
}
