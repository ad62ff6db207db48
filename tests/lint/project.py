"""What every lint script shares: which files are the project's, and how a violation is told."""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def git_files(root, *options):
    """Paths below `root` that git knows, or None where there is no checkout (a source archive)."""
    command = ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z", *options]
    try:
        listing = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return sorted(path for path in listing.decode().split("\0") if path and os.path.isfile(os.path.join(root, path)))


def walked_files(root):
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in ("build", ".git", "__pycache__")]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(found)


def files(root, tracked_only=False):
    """Every file of the project, new ones too, but nothing that git ignores."""
    options = ["--cached"] if tracked_only else ["--cached", "--others", "--exclude-standard"]
    if not os.path.exists(os.path.join(root, ".git")):
        return walked_files(root)
    listing = git_files(root, *options)
    return walked_files(root) if listing is None else listing


def text(root, path):
    """The file's text; None when it is not text or not there."""
    if not os.path.isfile(os.path.join(root, path)):
        return None
    with open(os.path.join(root, path), "rb") as file:
        content = file.read()
    try:
        return None if b"\0" in content else content.decode()
    except UnicodeDecodeError:
        return None


def run(lint):
    """Runs `lint(root)`, a generator of violations, on the project or on the folder given; exits 1 if there is one."""
    root = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    found = list(lint(root))
    for violation in found:
        print(violation)
    print(f"{os.path.basename(sys.argv[0])}: {len(found)} violations")
    sys.exit(1 if found else 0)
