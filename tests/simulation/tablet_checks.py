"""What a tablet may be seen to do: offer, record, take receipts and documents; and what becomes of it."""

from tablet_view import TabletView, athens_day


class TabletChecks:
    def begin_tablets(self):
        self.tablets = {}
        self.recorded_hashes = {}  # terminal → hashes of all its tablets
        self.kept_aside = {}

    def tablet(self, event):
        return self.tablets.setdefault(event["tablet"], TabletView(event["tablet"]))

    def on_enrolled(self, event):
        tablet = self.tablet(event)
        tablet.terminal = event["terminal"]

    def on_on(self, event):
        tablet = self.tablet(event)
        tablet.on, tablet.link = True, event["link"]
        if tablet.acknowledged != event["acknowledged"]:
            self.violation(f"tablet {tablet.number}: the outbox moved while it was off")
        self.look_at_way(tablet, anew=True)

    def on_off(self, event):
        tablet = self.tablet(event)
        tablet.on = False
        self.look_at_way(tablet)

    def on_link(self, event):
        tablet = self.tablet(event)
        tablet.link = event["state"]
        self.look_at_way(tablet)

    def on_head(self, event):
        tablet = self.tablet(event)
        known = tablet.chain.get(tablet.head, event["hash"])
        if tablet.head != event["seq"] or known != event["hash"]:
            self.violation(f"tablet {tablet.number}: its ledger ends with {event['seq']}, told was {tablet.head}")

    def on_recorded(self, event):
        tablet = self.tablet(event)
        if event["seq"] != tablet.head + 1:
            self.violation(f"tablet {tablet.number}: entry {event['seq']} after {tablet.head}")
        if event["kind"] == "redemption":
            self.may_be_possible(tablet, event, "recorded")
        tablet.record(event)
        self.recorded_hashes.setdefault(tablet.terminal, set()).add(event["hash"])

    def on_offered(self, event):
        tablet = self.tablet(event)
        if event["amount"] == 0:
            self.may_be_accepted(tablet, event, "offered")
            return
        self.may_be_possible(tablet, event, "offered")
        used, _ = tablet.knows(event["voucher"], athens_day(event["at"]))
        quantity = self.vouchers[event["voucher"]]["quantity"]
        if event["left"] != max(0, quantity - used):
            self.violation(f"tablet {tablet.number}: {event['left']} left of {event['voucher']}; known are {quantity} − {used}")

    def may_be_possible(self, tablet, event, how):
        voucher, day = event["voucher"], athens_day(event["at"])
        used, that_day = tablet.knows(voucher, day)
        quantity = self.vouchers[voucher]["quantity"]
        if used + event["amount"] > quantity:
            self.violation(f"tablet {tablet.number}: {voucher} {how}, although {used} of {quantity} are known to be used")
        if that_day >= self.run["visitsPerDay"]:
            self.violation(f"tablet {tablet.number}: {voucher} {how}, although a visit of {day} is known")
        self.may_be_accepted(tablet, event, how)

    def may_be_accepted(self, tablet, event, how):
        voucher = event["voucher"]
        said = [status for version, status in self.statuses.get(voucher, ()) if version <= tablet.bulletin]
        if said and said[-1] != 0:
            self.violation(f"tablet {tablet.number}: {voucher} {how} after bulletin {tablet.bulletin} was stored, which forbids it")
        if self.suspended.get(tablet.terminal, tablet.bulletin + 1) <= tablet.bulletin:
            self.violation(f"tablet {tablet.number}: {voucher} {how} after it had stored its own suspension")
        if self.keys_revoked.get(self.vouchers[voucher]["key"], tablet.trust_list + 1) <= tablet.trust_list:
            self.violation(f"tablet {tablet.number}: {voucher} {how} under a key that its trust list revokes")
        if tablet.halted:
            self.violation(f"tablet {tablet.number}: {voucher} {how} although its history has parted from the register's")

    def on_took(self, event):
        tablet = self.tablet(event)
        receipt = self.receipts.get(event["receipt"])
        if receipt is None or receipt["terminal"] != tablet.terminal:
            self.violation(f"tablet {tablet.number}: took a receipt that nobody gave it")
            return
        up_to = receipt["upTo"]
        if up_to > tablet.head or (up_to and tablet.chain.get(up_to) != receipt["head"]):
            if not tablet.halted:
                self.violation(f"tablet {tablet.number}: entry {up_to} of the register is not its own, and it goes on")
            # What it has in that place itself is the other half of the proof.
            tablet.acknowledged = min(tablet.acknowledged, max(0, min(up_to, tablet.head) - 1))
            if event["acknowledged"] != tablet.acknowledged:
                self.violation(f"tablet {tablet.number}: does not offer its own entry in the place of the register's {up_to}")
            return
        tablet.acknowledged = event["acknowledged"]
        for voucher, used, account_up_to, last_date, used_that_date in receipt["accounts"]:
            tablet.told(voucher, used, account_up_to, last_date, used_that_date, receipt["time"])

    def on_saved(self, event):
        tablet = self.tablet(event)
        if event["entries"] != tablet.head - tablet.acknowledged:
            self.violation(f"tablet {tablet.number}: {event['entries']} entries saved, {tablet.head - tablet.acknowledged} wait")

    def on_holds(self, event):
        tablet = self.tablet(event)
        held = (event["trustList"], event["bulletin"])
        if held[0] < tablet.trust_list or 0 < held[1] < tablet.bulletin:
            self.violation(f"tablet {tablet.number}: holds versions {held} after {(tablet.trust_list, tablet.bulletin)}")
        if held[0] > self.published[0] or held[1] > self.published[1]:
            self.violation(f"tablet {tablet.number}: holds versions {held}, which nobody has published")
        tablet.trust_list = held[0]
        tablet.bulletin = held[1] or tablet.bulletin

    def on_floor(self, event):
        tablet = self.tablet(event)
        if tablet.floor is not None and event["signed"] < tablet.floor:
            self.violation(f"tablet {tablet.number}: the clock's floor fell")
        if event["signed"] not in self.signed_times:
            self.violation(f"tablet {tablet.number}: the clock's floor is a time that nobody has signed")
        tablet.floor = event["signed"]

    def on_halted(self, event):
        self.tablet(event).halted = True

    # What goes wrong.

    def on_lost(self, event):
        self.tablet(event).lost = True

    def on_copied(self, event):
        source = self.tablets[event["from"]]
        copy = self.tablets.setdefault(event["to"], TabletView(event["to"]))
        copy.take_storage(source.storage())
        source.copied = copy.copied = True

    def on_kept_aside(self, event):
        self.kept_aside[event["tablet"]] = self.tablet(event).storage()

    def on_rolled_back(self, event):
        tablet = self.tablet(event)
        tablet.take_storage(self.kept_aside.pop(event["tablet"]))
        tablet.rolled_back = True
