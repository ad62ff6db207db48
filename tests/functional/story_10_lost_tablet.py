"""A tablet is lost with a visit that was not sent: suspended, it can record nothing any more once it has met the municipality,
and what it had recorded goes to review."""
from checks import story
from programs import until
from stage import Stage


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    sent, unsent, wanted = municipality.issue("vouchers", "Α-17", "Β-03", "Γ-21")
    for name, voucher in (("sent", sent), ("unsent", unsent), ("wanted", wanted)):
        camera.film_voucher(name, voucher)
    window = stage.connected()
    terminal.expect_offer("sent")
    terminal.record()
    window.see("Counted by the municipality")
    window.press("Next child")
    municipality.close()
    terminal.expect_offer("unsent")
    terminal.record()
    window.see("Recorded on this device")
    window.press("Next child")

    lost, = municipality.office("show", "terminals")
    municipality.office("suspend-terminal", lost["terminal"])
    municipality.publish()
    # The finder charges it; without a PIN nothing opens, but what it holds is sent from behind the lock.
    terminal.die()
    municipality.open()
    window = terminal.start()
    window.see("Hello. Your PIN?")
    checks.that("a finder without the PIN sees no voucher and no month",
                not window.shows("My month") and not window.shows("Show the code"), window.read())

    def verdicts():
        found = [entry["verdict"] for entry in municipality.entries() if entry["kind"] == "redemption"]
        return found if len(found) == 2 else None
    checks.same("what was sent before is counted, what came later is in review", until("both visits", verdicts),
                [terminal.counted, "review"])
    terminal.unlock()
    window.see("In review")
    window.press("Next child")
    terminal.expect_refusal("wanted", "This device is paused.")
    checks.that("with a PIN it records nothing either", True)
    checks.same("the register has nothing else", municipality.used(wanted), 0)


story(body)
