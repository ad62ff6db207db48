"""What the municipality may be seen to do: store, answer, publish, lose its register."""

from register_view import RegisterView


class MunicipalityChecks:
    def begin_municipality(self):
        self.vouchers = {}          # voucher → the event that issued it
        self.statuses = {}          # voucher → [(first bulletin that says so, status)]
        self.unpublished = []       # statuses that no bulletin says yet
        self.suspended = {}         # terminal → first bulletin that says so
        self.to_suspend = set()
        self.keys_revoked = {}      # key → first trust list that says so
        self.to_revoke = set()
        self.published = (0, 0)
        self.signed_times = set()
        self.receipts = {}
        self.register = RegisterView()
        self.register_lost = False  # just now
        self.server_up = True

    def on_issued(self, event):
        self.vouchers[event["voucher"]] = event

    def on_status(self, event):
        self.unpublished.append((event["voucher"], event["status"]))

    def on_suspended(self, event):
        self.to_suspend.add(event["terminal"])

    def on_key(self, event):
        if event["leaked"]:
            self.to_revoke.add(event["old"])

    def on_published(self, event):
        trust_list, bulletin = event["trustList"], event["bulletin"]
        if trust_list < self.published[0] or bulletin <= self.published[1]:
            self.violation(f"versions {trust_list}, {bulletin} published after {self.published}")
        self.published = (trust_list, bulletin)
        self.signed_times |= {event["trustListIssued"], event["bulletinIssued"]}
        for voucher, status in self.unpublished:
            self.statuses.setdefault(voucher, []).append((bulletin, status))
        for terminal in self.to_suspend:
            self.suspended.setdefault(terminal, bulletin)
        for key in self.to_revoke:
            self.keys_revoked.setdefault(key, trust_list)
        self.unpublished, self.to_suspend, self.to_revoke = [], set(), set()

    def on_stored(self, event):
        terminal, seq, entry = event["terminal"], event["seq"], event["hash"]
        if seq != self.register.up_to(terminal) + 1:
            self.violation(f"terminal {terminal}: entry {seq} stored after {self.register.up_to(terminal)}")
        if entry not in self.recorded_hashes.get(terminal, ()):
            self.violation(f"terminal {terminal}: entry {seq} is stored and nobody has recorded it")
        self.register.store(terminal, seq, entry)

    def on_receipt(self, event):
        terminal, up_to = event["terminal"], event["upTo"]
        if up_to > self.register.up_to(terminal) or (up_to and self.register.entry(terminal, up_to) != event["head"]):
            self.violation(f"terminal {terminal}: a receipt up to {up_to}, which is not stored")
        self.signed_times.add(event["time"])
        self.receipts[event["id"]] = event
        if event["suspended"]:
            self.to_suspend.add(terminal)

    def on_welcome(self, event):
        self.signed_times.add(event["time"])

    def on_register_copied(self, event):
        self.register.copy()

    def on_register_restored(self, event):
        self.register.restore(event["fromCopy"])
        self.register_lost = True
