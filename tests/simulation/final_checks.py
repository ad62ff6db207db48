"""What must hold when everything has been synced: the register at the end, and the one that was made again."""

from collections import Counter, defaultdict

from tablet_view import athens_day

COUNTED, REMARKED, REVIEW, REJECTED, VOIDED = 1, 2, 3, 4, 5
#: The word on a number that two entries bear; it hides what was said of the one before.
FORK = 14
#: Minutes in which a visit may be taken back.
UNDO = 15 * 60 * 1000


def final_checks(seen):
    if not {"healed", "rebuilt"} <= seen.final.keys():
        yield "the history has no end"
        return
    yield from chains(seen)
    for label in ("healed", "rebuilt"):
        rows = seen.final[label]
        yield from once(seen, label, rows)
        yield from linked(label, rows)
        yield from counted(seen, label, rows)
        yield from sums(seen, label, rows)
        yield from voids(label, rows)
    yield from forks(seen, seen.final["healed"])
    yield from rebuilt(seen, seen.final["healed"], seen.final["rebuilt"])


def chains(seen):
    """What lies on each tablet's disk is dense, linked and what was told."""
    for tablet in seen.tablets.values():
        previous = "00" * 32
        for place, entry in enumerate(tablet.kept, 1):
            if not entry["good"] or entry["seq"] != place or entry["previous"] != previous:
                yield f"tablet {tablet.number}: the chain on its disk breaks at {place}"
                break
            if tablet.chain.get(place) != entry["hash"]:
                yield f"tablet {tablet.number}: entry {place} on its disk is not what was recorded"
            previous = entry["hash"]
        if len(tablet.kept) != tablet.head:
            yield f"tablet {tablet.number}: {len(tablet.kept)} entries on its disk, {tablet.head} were recorded"


def once(seen, label, rows):
    """Every recorded entry of a living tablet stands in the register exactly once."""
    everywhere = Counter(row["hash"] for row in rows["entry"] + rows["fork"])
    place = {(row["terminal"], row["seq"]): row["hash"] for row in rows["entry"]}
    for tablet in seen.tablets.values():
        if not tablet.simple():
            continue
        for seq, entry in tablet.chain.items():
            if place.get((tablet.terminal, seq)) != entry or everywhere[entry] != 1:
                yield f"{label}: entry {seq} of tablet {tablet.number} is in the register {everywhere[entry]} times"


def linked(label, rows):
    chain = {}
    for row in rows["entry"]:
        before = chain.get(row["terminal"], (0, "00" * 32))
        if row["seq"] != before[0] + 1 or row["previous"] != before[1]:
            yield f"{label}: the chain of terminal {row['terminal']} breaks at {row['seq']}"
        chain[row["terminal"]] = (row["seq"], row["hash"])


def counted(seen, label, rows):
    """Counted is at most the quantity, and at most the daily limit for each date."""
    used, of_day = defaultdict(int), defaultdict(int)
    for row in rows["entry"]:
        if row["kind"] == "redemption" and row.get("verdict") in (COUNTED, REMARKED):
            account = seen.vouchers[row["voucher"]]["account"]
            used[account] += row["amount"]
            of_day[account, athens_day(row["at"])] += 1
    for account, amount in used.items():
        if amount > seen.vouchers[account]["quantity"]:
            yield f"{label}: {amount} counted of {account}, which has {seen.vouchers[account]['quantity']}"
    for (account, day), visits in of_day.items():
        if visits > seen.run["visitsPerDay"]:
            yield f"{label}: {visits} visits counted of {account} on {day}"


def sums(seen, label, rows):
    """Every redemption has a word, and accounts are the sum of what takes."""
    used, hidden = defaultdict(int), set()
    for row in rows["entry"]:
        if row["kind"] != "redemption":
            continue
        if row.get("reason") == FORK:
            hidden.add(seen.vouchers[row["voucher"]]["account"])
        elif "verdict" not in row:
            yield f"{label}: no word on entry {row['seq']} of terminal {row['terminal']}"
        elif row["verdict"] in (COUNTED, REMARKED, REVIEW):
            used[seen.vouchers[row["voucher"]]["account"]] += row["amount"]
    told = {row["account"]: row["used"] for row in rows.get("account", ())}
    for account in sorted((used.keys() | told.keys()) - hidden):
        if used.get(account, 0) != told.get(account, 0):
            yield f"{label}: account {account} says {told.get(account, 0)} used, its entries {used.get(account, 0)}"


def voids(label, rows):
    """A visit taken back in time is not counted."""
    place = {(row["terminal"], row["seq"]): row for row in rows["entry"]}
    for row in rows["entry"]:
        if row["kind"] != "void":
            continue
        visit = place[row["terminal"], row["voids"]]
        if visit["at"] <= row["at"] <= visit["at"] + UNDO and visit.get("verdict") != VOIDED and visit.get("reason") != FORK:
            yield f"{label}: entry {row['voids']} of terminal {row['terminal']} was taken back and is not voided"


def forks(seen, rows):
    """Whoever holds another entry than the register has made its terminal suspended by syncing; whoever holds fewer knows it."""
    suspended = {row["terminal"] for row in rows["terminal"] if row["suspended"]}
    stored = defaultdict(dict)
    for row in rows["entry"]:
        stored[row["terminal"]][row["seq"]] = row["hash"]
    for tablet in seen.tablets.values():
        if tablet.lost or tablet.terminal is None:
            continue
        place = stored[tablet.terminal]
        common = min(tablet.head, len(place))
        if common and tablet.chain[common] != place.get(common, tablet.chain[common]) and tablet.terminal not in suspended:
            yield f"tablet {tablet.number}: its entry {common} is not the register's, and nobody has found it out"
        if len(place) > tablet.head and not tablet.halted:
            yield f"tablet {tablet.number}: the register knows more of its chain than itself, and it goes on"


def rebuilt(seen, lost, again):
    """The register made again from tablets alone equals the lost one, as far as the tablets are there."""
    living = {tablet.terminal for tablet in seen.tablets.values() if tablet.simple()}

    def entries(rows):
        return {(row["terminal"], row["seq"], row["hash"]) for row in rows["entry"] if row["terminal"] in living}

    for terminal, seq, _ in sorted(entries(lost) ^ entries(again)):
        yield f"rebuilt: entry {seq} of terminal {terminal} is in one of the two registers"
    elsewhere = {seen.vouchers[row["voucher"]]["account"] for row in lost["entry"] + again["entry"]
                 if row["kind"] == "redemption" and row["terminal"] not in living}
    before = {row["account"]: row["used"] for row in lost.get("account", ())}
    after = {row["account"]: row["used"] for row in again.get("account", ())}
    for account in sorted((before.keys() | after.keys()) - elsewhere):
        if before.get(account) != after.get(account):
            yield f"rebuilt: account {account} had {before.get(account)} used, now {after.get(account)}"
