"""A tablet whose network is gone for good: what it has recorded goes to the office on a USB stick, and is counted once."""
from checks import story
from programs import run, until
from stage import Stage


def redemptions(municipality):
    return [(entry["voucher"], entry["verdict"]) for entry in municipality.entries() if entry["kind"] == "redemption"]


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    first, second, third = municipality.issue("vouchers", "Α-17", "Β-03", "Γ-21")
    camera.film_voucher("first", first)
    camera.film_voucher("second", second)
    camera.film_voucher("third", third)
    window = stage.connected()
    until("the enrolment at the municipality", municipality.entries)
    municipality.close()
    for name in ("first", "second"):
        terminal.expect_offer(name)
        terminal.record()
        window.see("Recorded on this device")
        window.press("Next child")
    stage.sync_page()
    window.press("Save on a USB stick")
    window.see("No USB stick was found. Put one in and try again.")
    stick = terminal.sticks / "STICK"
    stick.mkdir(parents=True)
    window.press("Save on a USB stick")
    window.see("%n record(s) saved on the USB stick. Give it to the municipality. They stay here, too.", 2)
    file, = stick.iterdir()
    checks.same("the screen says how many records the stick has, and they still wait here",
                (file.suffix, window.shows("%n record(s) waiting", 2)), (".entries", True))

    both = sorted((voucher["number"], terminal.counted) for voucher in (first, second))
    copy = folder / "epitagi-copy.entries"
    copy.write_bytes(file.read_bytes())
    taken, = municipality.office("import", file)
    checks.same("the office takes them", (taken["new"], sorted(redemptions(municipality))), (2, both))
    again, = municipality.office("import", copy)
    checks.same("the same stick once more changes nothing", (again["new"], sorted(redemptions(municipality))), (0, both))
    checks.same("both stand in the office's log",
                [act["kind"] for act in municipality.office("show", "acts")][-2:], ["entries-imported"] * 2)
    spoilt = folder / "spoilt.entries"
    spoilt.write_bytes(file.read_bytes()[:-1])
    code, said, complaint = run("voucher-office", "--folder", municipality.folder, "import", spoilt)
    checks.same("a file that was cut short is refused in one sentence", (code, said, len(complaint.strip().splitlines())),
                (1, "", 1))

    window.press("Update from a USB stick")
    window.see("This device has taken the municipality's update.")
    window.see("No records waiting")
    checks.that("the stick brings the answer back, still without a network", True)
    window.press("Back")
    window.press("My month")
    terminal.see_counted()
    checks.that("and the visits are counted on the tablet", True)
    window.press("Back")
    terminal.expect_offer("third")
    terminal.record()
    window.see("Recorded on this device")
    window.press("Next child")
    both = sorted(both + [(third["number"], terminal.counted)])

    municipality.open()
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    checks.same("a network that comes back after all doubles nothing", sorted(redemptions(municipality)), both)
    audit = municipality.office("audit")
    checks.that("the audit finds nothing", not any("finding" in line for line in audit))


story(body)
