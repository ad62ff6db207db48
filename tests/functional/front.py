"""The examples of packaging/front before two real servers: what they let pass, what they hold back, what they answer."""
import http.client
import os
import socket
import ssl
import subprocess

import programs
from checks import story
from municipality import Municipality
from programs import Failed, Program, until

FRONT = programs.ROOT / "packaging/front"
LARGEST = 4 * 1024 * 1024


class Front:
    """One of the examples, with ports and folders of this test in the place of an installed system's."""

    def __init__(self, name, command, folder, port, replaced):
        content = (FRONT / name).read_text()
        for old, new in replaced.items():
            if old not in content:
                raise Failed(f"{name} does not say “{old}”")
            content = content.replace(old, str(new))
        (folder / name).write_text(content)
        with open(folder / f"{name}.log", "w") as log:
            self.process = subprocess.Popen([*command, folder / name], stdout=log, stderr=log)
        until(f"{name} to listen", lambda: listens(port))

    def stop(self):
        self.process.terminate()
        self.process.wait(programs.PATIENCE)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(port, authority, method, path, body=None, headers=None):
    """Status, headers and body of one call; a closed connection is status 0."""
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=programs.PATIENCE,
                                             context=ssl.create_default_context(cadata=authority))
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    except (ConnectionError, ssl.SSLError, http.client.HTTPException):
        return 0, {}, b""
    finally:
        connection.close()


def slow_call(port, authority):
    """A call whose body never comes: the connection, open."""
    raw = socket.create_connection(("127.0.0.1", port))
    secure = ssl.create_default_context(cadata=authority).wrap_socket(raw, server_hostname="127.0.0.1")
    secure.sendall(b"POST /v1/entries HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nx")
    return secure


def downloads(servers):
    return sum('"route":"/v1/bulletin"' in line for server in servers for line in list(server.lines))


def through_nginx(checks, folder, things, town, authority, ports, servers):
    port = programs.free_port()
    # As root its workers would be another user, who may not enter this test's folder.
    settings = "daemon off;" + ("user root;" if os.geteuid() == 0 else "")
    paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    things.append(Front("nginx.conf", ["nginx", "-e", "stderr", "-g", settings, "-c"], folder, port, {
        "http {": f"http {{ {paths}",
        "/run/voucher-nginx.pid": folder / "nginx.pid", "/var/log/nginx/voucher.log": folder / "calls.log",
        "/var/cache/nginx/voucher": folder / "cache", "/var/lib/voucher": town.folder, "listen 443": f"listen 127.0.0.1:{port}",
        "server 127.0.0.1:8443": f"server 127.0.0.1:{ports[0]}", "server 127.0.0.1:8444": f"server 127.0.0.1:{ports[1]}"}))

    status, headers, body = ask(port, authority, "GET", "/v1/bulletin")
    checks.same("nginx: the bulletin passes, under the municipality's own certificate", status, 200)
    for _ in range(20):
        ask(port, authority, "GET", "/v1/bulletin")
    checks.same("nginx: twenty terminals cost the servers one bulletin", downloads(servers), 1)
    status, _, rest = ask(port, authority, "GET", "/v1/bulletin", headers={"If-None-Match": headers["etag"]})
    checks.same("nginx: who has it is told so from the cache", (status, rest), (304, b""))
    checks.same("nginx: an unknown path ends here", ask(port, authority, "GET", "/metrics")[0], 404)
    checks.same("nginx: a body of the largest size passes", ask(port, authority, "POST", "/v1/entries", bytes(LARGEST))[0], 400)
    status, _, _ = ask(port, authority, "POST", "/v1/entries", bytes(LARGEST + 1))
    checks.that("nginx: a larger body does not", status in (413, 0), status)

    # More slow callers than a server has threads would starve it; here they hold nothing of it.
    slow = [slow_call(port, authority) for _ in range(100)]
    checks.same("nginx: a hundred slow callers hold up nobody", ask(port, authority, "POST", "/v1/entries", b"rubbish")[0], 400)
    for connection in slow:
        connection.close()

    flood = [ask(port, authority, "GET", "/health") for _ in range(400)]
    refused = [headers for status, headers, _ in flood if status == 503]
    checks.that("nginx: a flood from one address is told when to come again",
                refused and all("retry-after" in headers for headers in refused), f"{len(refused)} refused")
    ask(port, authority, "GET", "/secret")
    log = until("nginx to tell of the last call", lambda: (folder / "calls.log").read_text())
    checks.that("nginx: no address and no foreign path in its log", "127.0.0.1" not in log and "secret" not in log)


def through_haproxy(checks, folder, things, authority, ports, health, servers):
    port = programs.free_port()
    things.append(Front("haproxy.cfg", ["haproxy", "-f"], folder, port, {
        "bind :443": f"bind 127.0.0.1:{port}", "127.0.0.1:8443 check port 9443": f"127.0.0.1:{ports[0]} check port {health[0]}",
        "127.0.0.1:8444 check port 9444": f"127.0.0.1:{ports[1]} check port {health[1]}"}))
    checks.same("haproxy: the servers' own certificate is seen through it", ask(port, authority, "GET", "/v1/bulletin")[0], 200)
    servers[0].stop()
    answers = {ask(port, authority, "GET", "/health")[0] for _ in range(6)}
    checks.same("haproxy: a stopped server is left out at once", answers, {200})


def front(checks, folder, things):
    town = Municipality(folder)
    authority = ssl.DER_cert_to_PEM_cert((town.folder / "tls/authority.der").read_bytes())
    ports = [programs.free_port(), programs.free_port()]
    health = [programs.free_port(), programs.free_port()]
    servers = []
    for number in range(2):
        server = Program("voucher-server", "--folder", town.folder, "--port", ports[number], "--private-port",
                         health[number], log=folder / f"server-{number}.log")
        server.says("listening on https://")
        servers.append(server)
        things.append(server)
    through_nginx(checks, folder, things, town, authority, ports, servers)
    through_haproxy(checks, folder, things, authority, ports, health, servers)


story(front)
