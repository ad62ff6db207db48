"""The program is updated while forty visits have not been sent: the new version brings the file up to date and loses none."""
import hashlib
import shutil
import sqlite3

import programs
from checks import story
from forge import base45
from municipality import CLUB
from plain_tablet import PIN, PlainTablet, rows
from stage import Stage

VISITS = 40


def as_before_the_update(ledger):
    """The file as the first version of the program left it: without what the second version's script adds, without the
    checksums that the third one brought, and with attachments by their hash, as before the fourth."""
    now, before = sqlite3.connect(ledger), sqlite3.connect(ledger.with_name("before"))
    before.executescript("\n".join(now.iterdump()))
    attached = rows(ledger, "SELECT seq, at, sealed FROM attachment")
    before.executescript("""DROP TABLE carried_attachment; DROP TABLE carried; DROP TABLE attachment;
        CREATE TABLE attachment(hash BLOB NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL, sealed BLOB NOT NULL);
        CREATE INDEX attachment_of_entry ON attachment(seq);
        CREATE INDEX attachment_by_time ON attachment(at);
        PRAGMA user_version = 1; PRAGMA journal_mode = WAL;""")
    with before:
        before.executemany("INSERT INTO attachment VALUES (?, ?, ?, ?)",
                           [(hashlib.sha256(sealed).digest(), sequence, at, sealed) for sequence, at, sealed in attached])
    now.close()
    before.close()
    ledger.with_name("before").replace(ledger)


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    municipality.issue("vouchers", *[f"Α-{number:02}" for number in range(1, VISITS + 1)], provider=CLUB)
    messages = [message for message, in rows(municipality.register, "SELECT message FROM voucher")]
    municipality.open()
    tablet = PlainTablet(folder / "tablet", municipality, municipality.port)
    things.append(tablet)
    tablet.enrol()
    camera.film_table(municipality.papers / "vouchers.pdf")
    camera.put_away()
    municipality.close()
    for message in messages:
        tablet.do("visit EPT1:" + base45(message))
    tablet.stop()
    left = tablet.folder / "ledger"
    as_before_the_update(left)
    ledger = terminal.data / "ledger.sqlite"
    shutil.copyfile(left, ledger)
    copy = ledger.with_name(ledger.name + ".before-2")

    window = terminal.start()
    window.see("Hello. Your PIN?")
    terminal.type_pin(PIN)
    stage.sync_page()
    waiting = rows(left, "SELECT COUNT(*) FROM entry")[0][0]
    window.see("%n record(s) waiting", waiting)
    checks.same("every visit waits in the file that was brought up to date, after the tablet's own first entry", waiting, VISITS + 1)
    checks.same("the file as it was lies beside it, whole",
                rows(copy, "SELECT seq, bytes FROM entry"), rows(left, "SELECT seq, bytes FROM entry"))
    municipality.open()
    stage.try_now()
    window.see("No records waiting")
    arrived = [entry["voucher"] for entry in municipality.entries() if entry["kind"] == "redemption"]
    checks.same("each visit is in the register once", (len(arrived), len(set(arrived))), (VISITS, VISITS))
    programs.until("the copy to go", lambda: not copy.exists())
    checks.that("once the municipality has answered the new version, the copy is gone", True)
    terminal.stop()
    checks.same("the ledger is whole", terminal.inspect()[0], 0)


story(body)
