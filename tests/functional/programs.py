"""The product's programs as processes: started, listened to, ended."""
import os
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: How long we wait before we say that something never happened, in seconds: nothing is hurried on a machine that is busy with
#: other things, or under sanitizers.
PATIENCE = 60


class Failed(Exception):
    """A promise that was not kept; its text says which, for a person."""


def binary(name):
    folder = Path(os.environ.get("VOUCHER_BIN", ROOT / "build/release/bin"))
    path = folder / name
    if not path.is_file():
        raise Failed(f"{path} has not been built")
    return str(path)


def environment():
    result = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8")
    # Mesa, GStreamer and Qt keep memory until the process ends. Whoever is told to abort says where it was.
    result.setdefault("ASAN_OPTIONS", "detect_leaks=0:malloc_context_size=2:handle_abort=1")
    return result


def until(what, condition, within=None, every=0.05):
    """The first true value of `condition`, asked again and again until the deadline. Who answers slowly is asked less often:
    a program that is kept busy with questions does nothing else."""
    deadline = time.monotonic() + (within or PATIENCE)
    while True:
        asked = time.monotonic()
        value = condition()
        if value:
            return value
        answered = time.monotonic()
        if answered > deadline:
            raise Failed(f"waited in vain for: {what}")
        time.sleep(max(every, answered - asked))


def run(name, *arguments, days_ago=0, extra=None):
    """Runs a program to its end, as if so many days ago: exit code, standard output, standard error."""
    then, extra = [], extra or {}
    if days_ago:
        then = ["faketime", "-f", f"-{days_ago}d"]
        # The other clock is loaded before everything else, the sanitizers included.
        extra = {"ASAN_OPTIONS": environment()["ASAN_OPTIONS"] + ":verify_asan_link_order=0"}
    try:
        done = subprocess.run([*then, binary(name), *map(str, arguments)], env={**environment(), **extra},
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=2 * PATIENCE)
    except subprocess.TimeoutExpired:
        raise Failed(f"{name} {' '.join(map(str, arguments))}: did not end") from None
    return done.returncode, done.stdout, done.stderr


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """A program that runs beside us; what it says is kept line by line, and in a file."""

    #: All that were started.
    started = []

    def __init__(self, name, *arguments, log, extra=None, talks=False):
        self.name = name
        self.lines = []
        self._process = subprocess.Popen([binary(name), *map(str, arguments)], env={**environment(), **(extra or {})},
                                         stdin=subprocess.PIPE if talks else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                         text=True, errors="replace")
        self._reader = threading.Thread(target=self._read, args=(Path(log),), daemon=True)
        self._reader.start()
        Program.started.append(self)

    def _read(self, log):
        with log.open("a") as file:
            for line in self._process.stdout:
                file.write(line)
                file.flush()
                self.lines.append(line.rstrip("\n"))
                self.hears(self.lines[-1])

    def hears(self, line):
        """Whoever wants to look at once when something is said."""

    def tell(self, line):
        """Says a line to a program that listens (`talks`)."""
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    @property
    def pid(self):
        return self._process.pid

    def running(self):
        return self._process.poll() is None

    def waits(self):
        """What each of its threads waits for in the system: why a program no longer answers."""
        threads = []
        for task in sorted(Path(f"/proc/{self.pid}/task").glob("*")):
            try:
                state = (task / "stat").read_text().rpartition(")")[2].split()[0]
                threads.append(f"{(task / 'comm').read_text().strip()} {state} {(task / 'wchan').read_text()}")
            except OSError:
                continue
        return ", ".join(threads)

    def abort(self):
        """Ends it and says where it was: for one that no longer answers. The sanitizers print its first thread."""
        waits, said = self.waits(), len(self.lines)
        os.kill(self.pid, signal.SIGABRT)
        try:
            self._process.wait(PATIENCE / 4)
        except subprocess.TimeoutExpired:
            pass
        self._reader.join(1)
        return "\n".join([f"{self.name} waits: {waits}", *self.lines[said:said + 60]])

    def says(self, beginning, within=None):
        """The line that begins so, as soon as it is there."""
        def look():
            found = next((line for line in list(self.lines) if line.startswith(beginning)), None)
            if found is None and not self.running():
                self._reader.join(1)
                raise Failed(f"{self.name} ended with {self._process.returncode}: {' / '.join(self.lines[-5:])}")
            return found
        return until(f"{self.name} to say “{beginning}”", look, within)

    def ends(self, within=None):
        """Its exit code, once it has ended by itself."""
        until(f"{self.name} to end", lambda: not self.running(), within)
        self._reader.join(1)
        return self._process.returncode

    def stop(self):
        """Asks it to end, as a person or the system would."""
        if self.running():
            self._process.terminate()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
        self._reader.join(1)
        return self._process.returncode

    def kill(self):
        """The battery dies."""
        if self.running():
            os.kill(self.pid, signal.SIGKILL)
            self._process.wait()
        self._reader.join(1)
