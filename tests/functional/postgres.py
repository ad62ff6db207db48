"""A PostgreSQL cluster in a folder of its own, on a socket there; as root it runs as another user."""
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from programs import Failed, until

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


def as_its_user(*words):
    """The command, as the user that owns the clusters, and ending when we end."""
    if os.geteuid() != 0:
        return ["setpriv", "--pdeathsig", "INT", *map(str, words)]
    user = owner()
    return ["setpriv", "--pdeathsig", "INT", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *map(str, words)]


def owner():
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def own_folder():
    folder = Path(tempfile.mkdtemp(prefix="voucher-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, owner().pw_uid, owner().pw_gid)
    return folder


def tool(name, *words):
    """Runs one of PostgreSQL's programs, or of the system's, as the clusters' user."""
    path = BINARIES / name
    done = subprocess.run(as_its_user(path if path.exists() else name, *words), capture_output=True, text=True, cwd="/")
    if done.returncode != 0:
        raise Failed(f"{name}: {done.stderr.strip()}")
    return done.stdout


class Cluster:
    """Starts what lies in `folder`/data; a new cluster when nothing does."""

    def __init__(self, folder, *settings):
        self.folder = folder
        if not (folder / "data").exists():
            tool("initdb", "-D", folder / "data", "-U", "register", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        words = [word for setting in settings for word in ("-c", setting)]
        self.process = subprocess.Popen(as_its_user(BINARIES / "postgres", "-D", folder / "data", "-k", folder, "-h", "", *words),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        until("the cluster to take writers", lambda: self.ask("SELECT pg_is_in_recovery()") == "f")

    @property
    def words(self):
        return f"host={self.folder} user=register dbname=postgres"

    @property
    def place(self):
        return f"postgresql:{self.words}"

    def ask(self, sql):
        done = subprocess.run(as_its_user(BINARIES / "psql", "-qXAtc", sql, self.words), capture_output=True, text=True, cwd="/")
        return done.stdout.strip()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(2)
            self.process.wait(60)

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
