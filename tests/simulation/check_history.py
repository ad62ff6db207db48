#!/usr/bin/python3
"""check_history.py HISTORY: whether all that fleet_simulation saw agrees with what the product promises.

Reads nothing but the history, shares no code with the product. One line a violation; exit 1 if there is one."""

import json
import sys
from collections import defaultdict

from final_checks import final_checks
from municipality_checks import MunicipalityChecks
from queue_checks import QueueChecks
from tablet_checks import TabletChecks


class Checker(MunicipalityChecks, TabletChecks, QueueChecks):
    """Reads line by line; each kind of line has a function of its name."""

    def __init__(self, say):
        self.say, self.found, self.line, self.now = say, 0, 0, 0
        self.run = {}
        self.final = {}  # which register, kind of row → rows
        self.begin_municipality()
        self.begin_tablets()

    def violation(self, text):
        self.found += 1
        self.say(f"line {self.line}: {text}")

    def read(self, lines):
        for self.line, line in enumerate(lines, 1):
            event = json.loads(line)
            self.now = event["t"]
            self.look_at_queues(event)
            getattr(self, "on_" + event["what"].replace(" ", "_"))(event)
        for text in final_checks(self):
            self.violation(text)
        return self.found

    def on_run(self, event):
        self.run = event

    def nothing_to_say(self, event):
        """Good to know for who reads a history; nothing here depends on it."""

    on_confirmed = on_no_receipt = on_power_cut = on_clock = on_refused = on_not_recorded = on_healed = nothing_to_say

    def on_entry(self, event):
        self.final.setdefault(event["register"], defaultdict(list))[event["what"]].append(event)

    on_fork = on_account = on_terminal = on_entry

    def on_kept(self, event):
        self.tablet(event).kept.append(event)


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8") as history:
        return 1 if Checker(print).read(history) else 0


if __name__ == "__main__":
    sys.exit(main())
