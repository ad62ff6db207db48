"""A tutor scans a speech-therapy voucher: not in the contract, and not a word on what it was for."""
from checks import story
from municipality import HELP_LINE, SPEECH
from stage import Stage


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    voucher, = municipality.issue("speech", "Α-17", service=SPEECH)
    own, = municipality.issue("own", "Β-03")
    camera.film_voucher("speech", voucher)
    camera.film_voucher("own", own)
    window = stage.connected()
    terminal.expect_offer("own")
    checks.that("the tutor's own service is offered", True)
    window.press("Not now")
    terminal.expect_refusal("speech", "The voucher is not part of your contract.")
    page = window.read()
    checks.that("the screen names the help line", HELP_LINE in page, page)
    checks.that("a visit of another service cannot be noted", not window.shows("It took place – for review"))
    words = " ".join(page).lower()
    for telling in ("λόγου", "λογοθερ", "θεραπ", "φορέας 31", f"υπηρεσία {SPEECH}", voucher["number"].lower()):
        checks.that(f"the screen does not say “{telling}”", telling not in words, page)
    window.press("OK")
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    entries = [(entry["kind"], entry.get("refusal")) for entry in municipality.entries() if entry["kind"] != "notice"]
    checks.same("the register knows the refusal and no visit", entries, [("refusal", "ServiceNotContracted")])


story(body)
