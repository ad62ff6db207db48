"""The first start without a network: practice works, the invitation is kept, also over a restart, and the connection makes
itself when the network comes and the officer confirms the six words."""
from checks import story
from programs import until
from stage import Stage


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    stage.invited()
    voucher, = municipality.issue("voucher", "Α-17")
    camera.film_voucher("voucher", voucher)
    window = terminal.start()

    window.press("I have no invitation")
    window.press("Try a practice voucher")
    window.see("Ready to record")
    terminal.record()
    window.see("Just like this, for real")
    checks.that("practice works without a network and says that it counts nowhere",
                window.shows("This was practice: it counts nowhere."), window.read())
    window.press("Next child")

    window.press("Scan the invitation")
    terminal.choose_pin()
    window.see("Show the invitation")
    camera.hold("invitation")
    window.see("The invitation is kept")
    camera.put_away()
    terminal.stop()
    window = terminal.start()
    terminal.unlock()
    window.see("The invitation is kept")
    checks.that("the invitation is kept without a network, also over a restart", True)

    municipality.open()
    words = terminal.words()
    checks.that("with the network the device asks by itself", True)
    municipality.office("confirm", "--words", words)
    terminal.expect_offer("voucher")
    terminal.record()
    window.see("Counted by the municipality")
    checks.that("once the officer has confirmed, the first voucher counts", True)
    until("the register to have it", lambda: municipality.used(voucher) == 1)
    kinds = [entry["kind"] for entry in municipality.entries()]
    checks.same("nothing of the practice is in the register", kinds, ["notice", "redemption"])


story(body)
