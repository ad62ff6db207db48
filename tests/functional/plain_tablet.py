"""A tablet without a window: the real ledger, desk, courier and transport, told what a person would do."""
import sqlite3

from forge import base45
from programs import Program, until

PIN = "402917"


def rows(path, query, *values):
    connection = sqlite3.connect(path, timeout=60)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


class PlainTablet(Program):
    """Calls `port` wherever its paper sends it; its waits are `haste` times shorter."""

    def __init__(self, folder, town, port, haste=1):
        self.folder = folder
        self.folder.mkdir()
        self.town, self.terminal = town, b""
        super().__init__("voucher-plain-tablet", self.folder, port, haste, log=folder.with_suffix(".log"), talks=True)

    def last(self, word):
        return next((line.split()[1:] for line in reversed(list(self.lines)) if line.startswith(word + " ")), None)

    def waiting(self):
        state = self.last("state")
        return int(state[2]) if state else 0

    def enrolled(self):
        state = self.last("state")
        return bool(state) and state[0] == "4"

    def enrol(self):
        """Through a good network: that of the first contact has tests of its own."""
        self.town.invite(f"invitation-{self.folder.name}")
        message, = rows(self.town.register, "SELECT message FROM invitation WHERE state = 0")[0]
        self.tell("invite EPI1:" + base45(message))
        until("the six words", lambda: self.last("words"))
        confirmed, = self.town.office("confirm", "--words", " ".join(self.last("words")))
        self.terminal = bytes.fromhex(confirmed["terminal"])
        until("the enrolment", self.enrolled)

    def do(self, act):
        """An act that records one entry, and its end."""
        said = len([line for line in self.lines if line.startswith("recorded ")])
        self.tell(act)
        until("the entry to be recorded", lambda: len([line for line in self.lines if line.startswith("recorded ")]) > said)
