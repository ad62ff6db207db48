"""A register comes back from its backup: to the last moment, and to the moment before a mistake."""
import json
import sqlite3
from datetime import date, timedelta

import programs
from checks import story
from postgres import Cluster, own_folder, tool
from programs import Failed, Program

FIRST, LAST = date.today() - timedelta(days=1), date.today() + timedelta(days=300)


class Office:
    def __init__(self, folder, place=None):
        self.words = ["--folder", folder / "town"] + (["--register", place] if place else [])
        self.papers = folder

    def __call__(self, *words):
        code, said, complaint = programs.run("voucher-office", *self.words, *words)
        if code != 0:
            raise Failed(f"voucher-office {words[0]}: {complaint.strip()}")
        return [json.loads(line) for line in said.splitlines()]

    def begin(self):
        self("init", "--url", "https://127.0.0.1:8443", "--title", "Πρόγραμμα", "--help-line", "210 0000000", "--service", "7:2000")
        self("provider", "add", "--id", "12", "--name", "Φορέας 12", "--service", f"7:{FIRST}:{LAST}")
        self("publish")

    def issue(self, family):
        self("issue", "--family", family, "--service", "7", "--quantity", "10", "--from", FIRST, "--until", LAST,
             "--pdf", self.papers / f"{family}.pdf")

    def families(self):
        return [line["family"] for line in self("show", "vouchers")]


def restored(base, archive, *settings):
    """A cluster from the base backup and what was archived since."""
    folder = own_folder()
    tool("pg_verifybackup", base)
    tool("cp", "-a", base, folder / "data")
    tool("touch", folder / "data/recovery.signal")
    return Cluster(folder, f"restore_command=cp {archive}/%f %p", "archive_mode=off", *settings)


def on_postgresql(checks, folder, things):
    shelf = own_folder()
    archive, base = shelf / "archive", shelf / "base"
    tool("mkdir", archive)
    cluster = Cluster(own_folder(), "archive_mode=on", f"archive_command=test ! -f {archive}/%f && cp %p {archive}/%f")
    things.append(cluster)
    office = Office(folder, cluster.place)
    office.begin()
    office.issue("Α-1")
    tool("pg_basebackup", "-d", cluster.words, "-D", base, "-c", "fast")
    office.issue("Α-2")
    cluster.ask("SELECT pg_create_restore_point('before the mistake')")
    office.issue("Α-3")
    cluster.ask("SELECT pg_switch_wal()")
    # A stop archives what is left.
    cluster.stop()

    last = restored(base, archive)
    things.append(last)
    checks.same("PostgreSQL: the last moment is back", Office(folder, last.place).families(), ["Α-1", "Α-2", "Α-3"])
    earlier = restored(base, archive, "recovery_target_name=before the mistake", "recovery_target_action=promote")
    things.append(earlier)
    office = Office(folder, earlier.place)
    checks.same("PostgreSQL: the moment before the mistake is back", office.families(), ["Α-1", "Α-2"])
    office.issue("Α-4")
    checks.same("PostgreSQL: work goes on from there", office.families(), ["Α-1", "Α-2", "Α-4"])
    server = Program("voucher-server", "--folder", folder / "town", "--register", earlier.place, "--port", programs.free_port(),
                     log=folder / "server.log")
    things.append(server)
    checks.that("PostgreSQL: a server opens on it", bool(server.says("listening on https://")))


def on_sqlite(checks, folder):
    folder = folder / "file"
    folder.mkdir()
    office = Office(folder)
    office.begin()
    office.issue("Α-1")
    register = folder / "town/register.sqlite"
    source, copy = sqlite3.connect(register), sqlite3.connect(folder / "copy.sqlite")
    with source, copy:
        source.backup(copy)
    copy.close()
    source.close()
    office.issue("Α-2")
    (folder / "copy.sqlite").replace(register)
    checks.same("SQLite: the copy is the register again", office.families(), ["Α-1"])
    office.issue("Α-3")
    checks.same("SQLite: work goes on from there", office.families(), ["Α-1", "Α-3"])


def restore(checks, folder, things):
    on_sqlite(checks, folder)
    on_postgresql(checks, folder, things)


story(restore)
