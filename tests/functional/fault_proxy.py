"""A bad network between tablet and municipality: bytes are passed on, TLS and all, until the fault of that connection.

Every connection gets a fault of its own, drawn by the seed, until the network is healed."""
import random
import select
import socket
import ssl
import struct
import threading
import time
from collections import Counter

#: As much as a handshake with a call and its answer is long; beyond it a fault would never take place.
LONGEST_REQUEST, LONGEST_ANSWER = 3000, 4500
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 18\r\n\r\n<p>Room number?</p>"


class Fault:
    """What becomes of one connection: its kind, and after how many bytes of which direction."""

    KINDS = ["refuse", "silence", "portal", "foreign authority", "cut request", "cut answer", "answer lost", "delay", "drip",
             "swap", "spoil", "twice", "again"]
    #: Silence and dripping cost a tablet's whole patience: they are as bad as the others, but rarer.
    WEIGHTS = [2, 1, 1, 1, 5, 5, 2, 3, 1, 2, 2, 2, 2]

    def __init__(self, chance):
        self.kind = chance.choices(self.KINDS, self.WEIGHTS)[0]
        self.of_request = self.kind == "cut request" or (self.kind in ("swap", "spoil", "twice") and chance.random() < 0.5)
        self.after = chance.randrange(LONGEST_REQUEST if self.of_request else LONGEST_ANSWER)
        self.seconds = chance.uniform(0.02, 0.2)


class Healthy(Fault):
    def __init__(self):
        self.kind, self.of_request, self.after, self.seconds = "none", False, 0, 0


class FaultProxy:
    """Listens on `port`, passes on to `there`. `foreign` is a chain and key that the municipality never made."""

    def __init__(self, there, foreign):
        self.there = there
        self.happened = Counter()
        self._chance = None
        self._foreign = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._foreign.load_cert_chain(*foreign)
        self._open = set()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def spoil(self, seed):
        """From now on every connection has a fault."""
        self.happened = Counter()
        self._chance = random.Random(seed)
        self._hang_up()

    def heal(self):
        """From now on every connection is good; the bad ones end."""
        self._chance = None
        self._hang_up()

    def close(self):
        self._listening.close()
        self._hang_up()

    def _hang_up(self):
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def _accept(self):
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            fault = Fault(self._chance) if self._chance else Healthy()
            threading.Thread(target=self._one, args=(client, fault), daemon=True).start()

    def _one(self, client, fault):
        with self._lock:
            self._open.add(client)
        try:
            self._treat(client, fault)
        except (OSError, ssl.SSLError):
            pass
        finally:
            with self._lock:
                self._open.discard(client)
            client.close()

    def _treat(self, client, fault):
        if fault.kind == "refuse":
            self._took_place(fault)
            return reset(client)
        if fault.kind == "silence":
            self._took_place(fault)
            while client.recv(65536):
                pass
        elif fault.kind == "portal":
            self._took_place(fault)
            client.recv(65536)
            client.sendall(PAGE)
        elif fault.kind == "foreign authority":
            self._took_place(fault)
            with self._foreign.wrap_socket(client, server_side=True) as stranger:
                stranger.recv(65536)
                stranger.sendall(PAGE)
        else:
            with socket.create_connection(("127.0.0.1", self.there)) as server:
                server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                relay = Relay(client, server, fault, lambda: self._took_place(fault))
                relay.run()
            if fault.kind == "again":
                self._say_again(relay.heard)

    def _say_again(self, heard):
        """What the tablet sent, once more to the municipality, by somebody who has listened."""
        self.happened["again"] += 1
        with socket.create_connection(("127.0.0.1", self.there), timeout=0.5) as second:
            second.sendall(heard)
            second.recv(65536)

    def _took_place(self, fault):
        self.happened[fault.kind] += 1


class Relay:
    """One connection in both directions, until somebody hangs up or the fault ends it."""

    def __init__(self, client, server, fault, took_place):
        self.client, self.server, self.fault = client, server, fault
        self._took_place = took_place
        self._passed = {client: 0, server: 0}
        self.heard = b""
        self._done = False

    def run(self):
        while True:
            ready, _, _ = select.select([self.client, self.server], [], [])
            for source in ready:
                data = source.recv(16384)
                if not data or not self._pass(source, data):
                    return

    def _pass(self, source, data):
        """False at the end of the connection."""
        fault, target = self.fault, self.server if source is self.client else self.client
        before = self._passed[source]
        self._passed[source] += len(data)
        if fault.kind == "again" and source is self.client:
            self.heard += data
        hit = (source is self.client) == fault.of_request and before <= fault.after < before + len(data)
        if fault.kind == "delay":
            self._once()
            time.sleep(fault.seconds)
        elif fault.kind == "answer lost" and source is self.server and (hit or self._done):
            self._once()
            return True
        elif fault.kind == "drip" and source is self.server and (hit or self._done):
            self._once()
            for byte in data:
                target.sendall(bytes([byte]))
                time.sleep(1)
        elif fault.kind in ("cut request", "cut answer") and hit:
            self._once()
            target.sendall(data[:fault.after - before])
            reset(self.client)
            reset(self.server)
            return False
        elif fault.kind == "spoil" and hit:
            self._once()
            place = fault.after - before
            data = data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]
        elif fault.kind == "twice" and hit:
            self._once()
            data += data
        elif fault.kind == "swap" and hit and len(data) > 1:
            self._once()
            middle = len(data) // 2
            data = data[middle:] + data[:middle]
        target.sendall(data)
        return True

    def _once(self):
        if not self._done:
            self._done = True
            self._took_place()


def reset(connection):
    """Ends it as a dead machine's connection ends: RST, no farewell."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
