"""What is wrong from outside is answered with a sentence and the right exit code or page; nothing is lost."""
from checks import story
from municipality import Municipality
from paper import Camera, code_picture
from programs import free_port, run
from terminal import Terminal


def refused(checks, promise, code, words, *command):
    """The program ends with this code and one sentence that holds the words."""
    found, said, complaint = run(*command)
    checks.that(promise, found == code and words in complaint + said and "Sanitizer" not in complaint,
                f"exit {found}: {(complaint or said).strip()[:300]}")


def programs(checks, folder, municipality):
    office = ("voucher-office", "--folder", municipality.folder)
    refused(checks, "office: no act", 2, "voucher-office", "voucher-office")
    refused(checks, "office: a folder that is none", 1, "voucher-office init", "voucher-office", "--folder", folder / "nowhere", "publish")
    refused(checks, "office: a second programme in the folder", 1, str(municipality.folder), *office, "init", "--url",
            "https://127.0.0.1:1", "--title", "Τ", "--help-line", "1", "--service", "7:1")
    refused(checks, "office: a number with a wrong check character", 1, "αριθμός επιταγής", *office, "revoke", "0000 0000 0000 0-Z")
    refused(checks, "office: six words that no device shows", 1, "επιβεβαιώσετε", *office, "confirm", "--words", "α β γ δ ε ζ")
    refused(checks, "office: a paper that cannot be written", 1, "δεν γράφεται", *office, "invite", "--provider", "12",
            "--pdf", folder / "nowhere" / "sheet.pdf")
    municipality.open()
    refused(checks, "server: the port is in use", 1, f"Port {municipality.port} is in use", "voucher-server", "--folder",
            municipality.folder, "--port", municipality.port)
    municipality.close()
    refused(checks, "server: a folder that is none", 1, "voucher-office", "voucher-server", "--folder", folder / "nowhere",
            "--port", free_port())
    refused(checks, "server: no folder", 2, "--folder", "voucher-server")
    register = (municipality.folder / "register.sqlite").read_bytes()
    damaged = folder / "damaged"
    damaged.mkdir()
    (damaged / "register.sqlite").write_bytes(b"\x00" * 512 + register[512:3000])
    refused(checks, "server: a damaged register", 1, "register", "voucher-server", "--folder", damaged, "--port", free_port())
    refused(checks, "office: a damaged register", 1, "register.sqlite", "voucher-office", "--folder", damaged, "show", "vouchers")


def pictures(checks, folder):
    whole, cut, text, blank = (folder / name for name in ("whole.png", "cut.png", "text.png", "blank.png"))
    code_picture("HELLO").save(whole)
    cut.write_bytes(whole.read_bytes()[:200])
    text.write_text("no picture at all")
    code_picture("HELLO").point(lambda _: 255).save(blank)
    refused(checks, "inspect: a good picture", 0, "HELLO", "voucher-inspect", "qr", whole)
    for name, file in (("a truncated picture", cut), ("a picture that is none", text), ("no such picture", folder / "none.png")):
        refused(checks, f"inspect: {name}", 1, file.name, "voucher-inspect", "qr", file)
    refused(checks, "inspect: a ledger that is none", 1, "", "voucher-inspect", "ledger", text)
    refused(checks, "inspect: no such verb", 2, "voucher-inspect", "voucher-inspect", "guess")


def tablet(checks, folder, things):
    camera = Camera(folder)
    terminal = Terminal(folder, camera)
    things.append(terminal)
    window = terminal.start()
    window.see("Connect to the municipality")
    window.press("Scan the invitation")
    terminal.choose_pin()
    window.see("No camera was found. Connect one, or use “No paper” to type the voucher number.")
    checks.that("tablet: no camera is said", True)
    camera.path.write_bytes(b"no film at all" * 400)
    window.see("The camera has stopped. Tap here to start it again.")
    checks.that("tablet: a camera that fails is said", True)
    terminal.stop()

    ledger = terminal.ledger()
    whole = ledger.read_bytes()
    for damage, content in (("overwritten", b"\x00" * 4096 + whole[4096:]), ("truncated", whole[:len(whole) // 2 - 7])):
        for rest in ledger.parent.glob(ledger.name + "-*"):
            rest.unlink()
        ledger.write_bytes(content)
        window = terminal.start()
        window.see("The file with the records is damaged.")
        window.see("Nothing was deleted. What can be read is brought over and sent to the municipality. Afterwards ask the municipality for a new invitation for this device.")
        terminal.stop()
        kept = any(file.is_file() and file.read_bytes() == content for file in terminal.data.rglob("*"))
        checks.that(f"tablet: an {damage} ledger is said, and nothing of it is deleted", kept)

    code, _, complaint = run("voucher-terminal", "--data", ledger, "--language", "el")
    checks.that("tablet: a folder that is a file", code in (1, 2) and complaint.strip() != "", f"exit {code}: {complaint}")


def body(checks, folder, things):
    municipality = Municipality(folder)
    things.append(municipality)
    programs(checks, folder, municipality)
    pictures(checks, folder)
    tablet(checks, folder, things)


story(body)
