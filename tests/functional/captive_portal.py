"""A network that answers everything itself: 200, and a page that asks for a sign-in."""
import http.server
import ssl
import subprocess
import threading

PAGE = "<!doctype html><title>Wi-Fi</title><p>Πληκτρολογήστε τον αριθμό του δωματίου σας.".encode()


def foreign_identity(folder):
    """A certificate for 127.0.0.1 that the municipality never made."""
    chain, key = folder / "portal.pem", folder / "portal-key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2",
                    "-out", chain, "-keyout", key], check=True, capture_output=True)
    return chain, key


class CaptivePortal:
    def __init__(self, port, chain, key):
        self.asked = []
        portal = self

        class Answer(http.server.BaseHTTPRequestHandler):
            def answer(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                portal.asked.append((self.command, self.path))
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(PAGE)))
                self.end_headers()
                self.wfile.write(PAGE)

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                """A terminal that does not trust us hangs up in the middle of the handshake."""

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key)
        self._server = Server(("127.0.0.1", port), Answer)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def uploads(self):
        return self.asked.count(("POST", "/v1/entries"))

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
