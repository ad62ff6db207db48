"""Queues are empty a quarter of an hour after the way has become whole, whenever that is."""

#: A whole network, a server and a tablet that is on: by then everything is there.
DRAINED = 15 * 60 * 1000
#: So often a tablet with nothing to send asks; only then does it hear that the register has lost something.
QUIET = 15 * 60 * 1000


class QueueChecks:
    def on_server(self, event):
        self.server_up = event["up"]
        for tablet in self.tablets.values():
            self.look_at_way(tablet, anew=True)
            if self.register_lost and tablet.deadline is not None:
                tablet.deadline += QUIET
        self.register_lost = False

    def look_at_way(self, tablet, anew=False):
        whole = tablet.on and tablet.link == "whole" and self.server_up and tablet.terminal is not None
        if not whole:
            tablet.whole_since = tablet.deadline = None
        elif tablet.whole_since is None or anew:
            tablet.whole_since, tablet.deadline, tablet.due = self.now, self.now + DRAINED, tablet.head

    def look_at_queues(self, event):
        looked_at = self.tablets.values() if "tablet" not in event else [self.tablet(event)]
        if "tablet" not in event and event["what"] not in ("server", "healed", "register copied"):
            return
        for tablet in looked_at:
            if tablet.deadline is None or self.now <= tablet.deadline:
                continue
            if tablet.acknowledged < tablet.due and tablet.simple() and not tablet.halted:
                self.violation(f"tablet {tablet.number}: {tablet.due - tablet.acknowledged} entries wait a quarter of an hour "
                               f"after the way was whole")
            tablet.deadline = None
