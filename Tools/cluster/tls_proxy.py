#!/usr/bin/env python3
"""TLS in front of a server on loopback, for tests of certificates.

usage: tls_proxy.py CERTIFICATE KEY PORT

Prints its own port and its process id, and passes on what comes, for a minute.
"""

import os
import socket
import ssl
import sys
import threading

certificate, key, target = sys.argv[1:4]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)


def copy(source, destination):
    try:
        while data := source.recv(1 << 16):
            destination.sendall(data)
    except OSError:
        pass
    for end in (source, destination):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(plain):
    try:
        client = context.wrap_socket(plain, server_side=True)
    except OSError:
        return  # The client does not trust the certificate.
    server = socket.create_connection(("127.0.0.1", int(target)))
    threading.Thread(target=copy, args=(client, server), daemon=True).start()
    copy(server, client)


listener = socket.create_server(("127.0.0.1", 0))
timer = threading.Timer(60, os._exit, (0,))
timer.daemon = True
timer.start()
print(listener.getsockname()[1], os.getpid(), flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
