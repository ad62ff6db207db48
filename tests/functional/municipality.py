"""The municipality: the officer at voucher-office, and voucher-server on loopback."""
import json
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import programs
from programs import Failed, Program

TUTORING, SPEECH = 7, 9
CLUB, CLINIC = 12, 31
HELP_LINE = "210 0000000"


class Municipality:
    """A programme with two providers: a club contracted for tutoring, a clinic for speech therapy.

    With `days_ago` the officer did everything so many days ago, until that is set back to 0. With a `clock` officer and
    server live by it."""

    def __init__(self, folder, port=None, days_ago=0, clock=None):
        self.days_ago = days_ago
        self.extra = clock.environment() if clock else None
        self.folder = Path(folder) / "municipality"
        self.register = self.folder / "register.sqlite"
        self.papers = Path(folder) / "papers"
        self.log = Path(folder) / "server.log"
        self.papers.mkdir(parents=True, exist_ok=True)
        self.port = port or programs.free_port()
        self.server = None
        today = clock.now().date() if clock else date.today()
        #: A day around that day, so that neither midnight in Athens nor in UTC matters.
        self.first, self.last = today - timedelta(days=1 + days_ago), today + timedelta(days=300)
        self.office("init", "--url", f"https://127.0.0.1:{self.port}", "--title", "Πρόγραμμα δραστηριοτήτων",
                    "--help-line", HELP_LINE, "--service", f"{TUTORING}:2000", "--service", f"{SPEECH}:4000")
        for provider, name, service in ((CLUB, "Φορέας 12", TUTORING), (CLINIC, "Φορέας 31", SPEECH)):
            self.office("provider", "add", "--id", provider, "--name", name,
                        "--service", f"{service}:{self.first}:{self.last}")
        self.publish()

    def office(self, *words):
        """What the officer's act prints, one object a line; a refused act is a failure."""
        code, said, complaint = programs.run("voucher-office", "--folder", self.folder, *words, days_ago=self.days_ago,
                                             extra=self.extra)
        if code != 0:
            raise Failed(f"voucher-office {words[0]}: exit {code}: {complaint.strip()}")
        return [json.loads(line) for line in said.splitlines()]

    def issue(self, name, *families, service=TUTORING, quantity=10, until=None, provider=None):
        """Issues one voucher a family on the paper `name`.pdf; returns their lines with `pdf`, `page` and `lower`."""
        paper = self.papers / f"{name}.pdf"
        words = ["issue", "--service", service, "--quantity", quantity, "--from", self.first,
                 "--until", until or self.last, "--pdf", paper]
        for family in families:
            words += ["--family", family]
        if provider:
            words += ["--provider", provider]
        lines = self.office(*words)
        for place, line in enumerate(lines):
            line |= {"pdf": paper, "page": 1 + place // 2, "lower": place % 2 == 1}
        return lines

    def invite(self, name="invitation", provider=CLUB):
        paper = self.papers / f"{name}.pdf"
        self.office("invite", "--provider", provider, "--pdf", paper)
        return paper

    def revoke(self, voucher):
        self.office("revoke", voucher["number"])

    def publish(self, *words):
        self.office("publish", *words)
        # Bulletin and vouchers carry whole seconds: what is issued next must be later than the bulletin, not equal.
        second = int(time.time())
        programs.until("the next second", lambda: int(time.time()) > second)

    def entries(self):
        return self.office("show", "entries")

    def used(self, voucher):
        return next(line["used"] for line in self.office("show", "vouchers") if line["number"] == voucher["number"])

    def open(self):
        """Starts the server; it answers from here on."""
        self.server = Program("voucher-server", "--folder", self.folder, "--address", "127.0.0.1",
                              "--port", self.port, log=self.log, extra=self.extra)
        self.server.says("listening on https://")

    def downloads(self):
        """How often the bulletin has been fetched anew since the server was opened."""
        return sum('"route":"/v1/bulletin"' in line and '"status":200' in line for line in list(self.server.lines))

    def close(self):
        """Ends the server; its port refuses from here on."""
        if self.server:
            self.server.stop()
            self.server = None


def soon(seconds):
    """An instant that many seconds from now, as the office takes it."""
    return (datetime.now(timezone.utc) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def wait_out_midnight(seconds):
    """A voucher is good once a day: a story that would run over midnight in Athens begins after it."""
    from zoneinfo import ZoneInfo
    athens = ZoneInfo("Europe/Athens")
    day = datetime.now(athens).date()
    if (datetime.now(athens) + timedelta(seconds=seconds)).date() != day:
        programs.until("midnight in Athens", lambda: datetime.now(athens).date() != day, within=seconds + 60, every=1)
