"""One tablet as its history shows it: its chain, what it has recorded itself and what it has been told."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

ATHENS = ZoneInfo("Europe/Athens")


@lru_cache(maxsize=200_000)
def athens_day(milliseconds):
    return datetime.fromtimestamp(milliseconds // 1000, ATHENS).date().isoformat()


class Visit:
    def __init__(self, voucher, amount, day):
        self.voucher, self.amount, self.day = voucher, amount, day
        self.voided_by = None


class TabletView:
    def __init__(self, number):
        self.number = number
        self.terminal = None
        self.chain = {}         # seq → hash; None where only the number was seen
        self.head = 0
        self.visits = {}        # seq → Visit
        self.of_voucher = {}    # voucher → its visits' numbers
        self.accounts = {}      # voucher → (up to, told at, used, last date, used that date)
        self.acknowledged = 0
        self.trust_list = self.bulletin = 0
        self.floor = None
        self.halted = False
        self.on = False
        self.link = "none"
        self.whole_since = None
        self.deadline = None    # by when what was recorded by then must be acknowledged
        self.due = 0
        self.copied = self.rolled_back = self.lost = False
        self.kept = []

    def storage(self):
        """What lies on the disk, and so goes with a copy of it."""
        visits = {}
        for seq, visit in self.visits.items():
            visits[seq] = Visit(visit.voucher, visit.amount, visit.day)
            visits[seq].voided_by = visit.voided_by
        return {"terminal": self.terminal, "chain": dict(self.chain), "head": self.head, "visits": visits,
                "of_voucher": {voucher: list(seqs) for voucher, seqs in self.of_voucher.items()},
                "accounts": dict(self.accounts), "acknowledged": self.acknowledged, "trust_list": self.trust_list,
                "bulletin": self.bulletin, "floor": self.floor, "halted": self.halted}

    def take_storage(self, storage):
        self.__dict__.update(storage)

    def simple(self):
        """One tablet with one chain from its first day to its last, in somebody's hands."""
        return self.terminal is not None and not (self.copied or self.rolled_back or self.lost)

    def record(self, event):
        self.head = event["seq"]
        self.chain[self.head] = event["hash"]
        if event["kind"] == "redemption":
            self.visits[self.head] = Visit(event["voucher"], event["amount"], athens_day(event["at"]))
            self.of_voucher.setdefault(event["voucher"], []).append(self.head)
        elif event["kind"] == "void" and event["voids"] in self.visits:
            self.visits[event["voids"]].voided_by = self.head

    def told(self, voucher, used, up_to, last_date, used_that_date, at):
        known = self.accounts.get(voucher)
        if known is None or (up_to, at) >= known[:2]:
            self.accounts[voucher] = (up_to, at, used, last_date, used_that_date)

    def knows(self, voucher, day):
        """How much of this voucher is used, in all and how many visits that day, as far as can be known here."""
        up_to, _, used, last_date, used_that_date = self.accounts.get(voucher, (0, 0, 0, "", 0))
        that_day = used_that_date if last_date == day else 0
        own_that_day = 0
        for seq in self.of_voucher.get(voucher, ()):
            visit = self.visits[seq]
            above = (seq > up_to) - (visit.voided_by is not None and visit.voided_by > up_to)
            used += above * visit.amount
            if visit.day == day:
                that_day += above
                own_that_day += visit.voided_by is None
        return max(0, used), max(that_day, own_that_day)
