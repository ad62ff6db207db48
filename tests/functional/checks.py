"""Promises kept or broken, one line each; the exit status is the truth."""
import faulthandler
import shutil
import sys
import tempfile
import threading
import traceback
from pathlib import Path

from programs import Failed, Program

#: ctest ends a story of 280 seconds without a word; shortly before, it says where it is, in seconds.
SAYS_WHERE = 250


class Checks:
    def __init__(self):
        self._broken = 0

    def that(self, promise, kept, instead=None):
        """Says whether a promise was kept, and what was there instead."""
        print(f"{'PASS' if kept else 'FAIL'}  {promise}" + ("" if kept or instead is None else f" – instead: {instead}"),
              flush=True)
        self._broken += not kept

    def same(self, promise, found, expected):
        self.that(promise, found == expected, f"{found!r}, expected {expected!r}")

    def status(self):
        return 1 if self._broken else 0


def say_where():
    """What everybody was at when the time was over; nobody goes on after it."""
    faulthandler.dump_traceback()
    for program in Program.started:
        if program.running():
            print(program.abort(), flush=True)


def story(body, of_many_hours=False):
    """Runs a story in a folder of its own, ends everything it has started, and exits with its truth.

    `body(checks, folder, things)`; whatever it appends to `things` is stopped or closed at the end. One of many hours is
    not hurried."""
    checks = Checks()
    if not of_many_hours:
        alarm = threading.Timer(SAYS_WHERE, say_where)
        alarm.daemon = True
        alarm.start()
    folder = Path(tempfile.mkdtemp(prefix="voucher-story-"))
    things = []
    try:
        body(checks, folder, things)
    except Failed as failure:
        checks.that(str(failure), False)
        tell_logs(folder)
    except Exception:
        traceback.print_exc()
        checks.that("the story ran to its end", False)
        tell_logs(folder)
    finally:
        for thing in reversed(things):
            getattr(thing, "stop", None) and thing.stop()
            getattr(thing, "close", None) and thing.close()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(checks.status())


#: What FFmpeg says of each film on a machine that cannot help it decode: it would leave no room for anything else.
OF_FILMS = ("[mjpeg @", "[AVHWDeviceContext @", "Checking HW", "Could not create hw", "No HW accelerators")


def tell_logs(folder):
    for log in sorted(folder.glob("*.log")):
        lines = [line for line in log.read_text(errors="replace").splitlines() if not line.strip().startswith(OF_FILMS)][-25:]
        print(f"--- {log.name}", *lines, sep="\n", flush=True)
