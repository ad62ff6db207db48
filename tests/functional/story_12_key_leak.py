"""The issuer key is rotated while the tablet is offline: UnknownKey, and a poster cures it. Then the new key leaks: it is
revoked, and vouchers forged with it and dated back are refused from the moment the list arrives."""
import shutil
import time

from checks import story
from forge import voucher_text
from municipality import CLUB, TUTORING
from programs import until
from stage import Stage


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    old, = municipality.issue("old", "Α-17")
    camera.film_voucher("old", old)
    window = stage.connected()
    municipality.close()

    key = municipality.folder / "keys" / "issuer.key"
    poster = municipality.papers / "poster.pdf"
    change, = municipality.office("change-key", "issuer", "--poster", poster)
    leaked_since = int(time.time())
    new, = municipality.issue("new", "Β-03")
    camera.film_voucher("new", new)
    names = camera.film_poster("rotated", poster, change["codes"])
    terminal.expect_refusal("new", "This device does not yet have what it needs to check this voucher.")
    checks.that("the next step names the municipality's poster",
                window.shows("Connect or scan the municipality's poster."), window.read())
    window.press("OK")
    # From the last code to the first, one of them twice: any order will do.
    terminal.scan_poster([names[-1], *reversed(names)] if len(names) > 1 else names)
    checks.that("the tablet has taken the poster without a network", True)
    terminal.expect_offer("new")
    window.press("Not now")
    terminal.expect_offer("old")
    window.press("Not now")
    checks.that("vouchers of the old key and of the new one are offered", True)

    stolen = folder / "stolen.key"
    shutil.copyfile(key, stolen)
    for number, name in enumerate(("forged", "forged-again")):
        camera.film_text(name, voucher_text(stolen, folder, number, TUTORING, leaked_since, CLUB))
    terminal.expect_offer("forged")
    window.press("Not now")
    checks.that("before the revocation nobody can tell a forged voucher offline", True)

    begun = time.monotonic()
    revoked, = municipality.office("revoke-key", "issuer")
    checks.same("the office is told how many vouchers need new paper", revoked["vouchers"], 1)
    # Not before: the tablet may ask by itself whenever the server is there.
    municipality.open()
    stage.sync_page()
    stage.try_now()
    until("the new lists to be downloaded", municipality.downloads)
    window.press("Back")
    terminal.expect_refusal("forged", "This series of vouchers has been replaced.")
    print(f"      from revoke-key to the refusal on a tablet that asks at once, the opening of the server included: {time.monotonic() - begun:.1f} s")
    checks.that("a forged voucher is refused from the moment the list is here", True)
    window.press("OK")
    terminal.expect_refusal("forged-again", "This series of vouchers has been replaced.")
    window.press("OK")
    terminal.expect_refusal("new", "This series of vouchers has been replaced.")
    window.press("OK")
    terminal.expect_offer("old")
    checks.that("vouchers of the key before are good all the same", True)


story(body)
