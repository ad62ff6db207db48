"""Two tablets of one club, both without a network, and the same voucher on the same day: each records it, neither can know.
One visit is counted, the other goes to review with its signed entry; nobody's is lost."""
from checks import story
from programs import until
from stage import Stage
from terminal import Terminal


def redemptions(municipality):
    return [entry for entry in municipality.entries() if entry["kind"] == "redemption"]


def record_offline(terminal):
    terminal.expect_offer("voucher")
    terminal.record()
    terminal.window.see("Recorded on this device")


def send(stage, terminal, visits):
    """The tablet comes home: what it holds is sent from behind the lock; so many visits are in the register then."""
    terminal.start()
    terminal.window.see("Hello. Your PIN?")
    until("the visit in the register", lambda: len(redemptions(stage.municipality)) == visits)
    terminal.unlock()


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, first, camera = stage.municipality, stage.terminal, stage.camera
    voucher, = municipality.issue("voucher", "Α-17")
    camera.film_voucher("voucher", voucher)
    camera.film_invitation(municipality.invite("second"), "second")
    second = Terminal(folder / "second", camera)
    things.append(second)
    stage.connected()
    first.stop()
    second.start()
    second.enrol(municipality, "second")
    municipality.close()
    record_offline(second)
    second.stop()
    first.start()
    first.unlock()
    record_offline(first)
    first.stop()

    municipality.open()
    send(stage, second, 1)
    second.window.see_any(["Counted by the municipality", "Show the code"])
    checks.same("who comes first is counted", [entry["verdict"] for entry in redemptions(municipality)], [second.counted])
    second.stop()
    send(stage, first, 2)
    first.window.see("In review")
    checks.that("the other's screen says that the office looks at it", True)
    found = redemptions(municipality)
    checks.same("both signed entries are in the register, one counted and one in review",
                sorted(entry["verdict"] for entry in found), sorted([second.counted, "review"]))
    checks.same("they are of two tablets", len({entry["terminal"] for entry in found}), 2)
    checks.same("and of one voucher", {entry["voucher"] for entry in found}, {voucher["number"]})
    checks.same("the voucher keeps room for both until the office has decided", municipality.used(voucher), 2)
    for terminal in (first, second):
        terminal.stop()
        checks.same("each ledger is whole", terminal.inspect()[0], 0)


story(body)
