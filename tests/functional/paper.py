"""What is held before the camera: papers in a hand, or an empty table."""
import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

from programs import ROOT, Failed

MAKER = ROOT / "tests/support/paper_camera.py"
#: Millimetres on the sheet, as sync/municipality/paper.h has them, with the white around the code.
VOUCHER = (8, 19, 96, 96)
INVITATION = (45, 50, 120, 120)
HALF_PAGE = 148.5


class Camera:
    """The file that the terminal takes for its camera."""

    def __init__(self, folder):
        self._folder = Path(folder) / "camera"
        self._folder.mkdir(parents=True, exist_ok=True)
        self.path = self._folder / "held.avi"
        self._seed = 0
        self._films = {}

    def film(self, name, pdf, region, page=1, trouble=1.0):
        """Begins to make the film of a paper in a hand."""
        self._seed += 1
        file = self._folder / f"{name}.avi"
        self._films[name] = (file, subprocess.Popen(
            [sys.executable, MAKER, "--page", f"{pdf}:{page}", "--region", ",".join(map(str, region)),
             "--out", file, "--seed", str(self._seed), "--trouble", str(trouble),
             "--seconds", "1.2", "--fps", "20", "--size", "960x720"]))
        return name

    def film_voucher(self, name, voucher, trouble=1.0):
        x, y, w, h = VOUCHER
        return self.film(name, voucher["pdf"], (x, y + HALF_PAGE * voucher["lower"], w, h), voucher["page"], trouble)

    def film_invitation(self, pdf, name="invitation"):
        return self.film(name, pdf, INVITATION)

    def film_poster(self, name, pdf, codes):
        """One film a code of a poster."""
        names = []
        for index in range(codes):
            x, y, side = (25, 70, 160) if codes == 1 else (47, 163 if index % 2 else 50, 106)
            names.append(self.film(f"{name}-{index + 1}", pdf, (x - 4, y - 4, side + 8, side + 8), 1 + index // 2))
        return names

    def film_text(self, name, text):
        """A QR code of somebody else's, printed on a sheet."""
        pdf = self._folder / f"{name}.pdf"
        picture = code_picture(text)
        picture.save(pdf, resolution=72)
        side = picture.width * 25.4 / 72
        return self.film(name, pdf, (0, 0, side, side))

    def film_table(self, pdf):
        """The table with the foot of a sheet on it, where no code is."""
        return self.film("table", pdf, (15, 128, 100, 14), trouble=0.3)

    def hold(self, name):
        """Holds it before the camera, in one step."""
        file, maker = self._films[name]
        if maker.wait() != 0:
            raise Failed(f"no film could be made of {name}")
        copy = file.with_suffix(".copy")
        shutil.copyfile(file, copy)
        copy.replace(self.path)

    def put_away(self):
        self.hold("table")


def code_picture(text):
    """A QR code as a picture of 600 by 600, with its white margin; libqrencode draws it."""
    from PIL import Image

    class Code(ctypes.Structure):
        _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]

    library = ctypes.CDLL("libqrencode.so.4")
    library.QRcode_encodeString8bit.restype = ctypes.POINTER(Code)
    library.QRcode_encodeString8bit.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_int]
    code = library.QRcode_encodeString8bit(text.encode(), 0, 1)
    if not code:
        raise Failed(f"no QR code can hold “{text[:20]}…”")
    width = code.contents.width
    picture = Image.new("L", (width + 8, width + 8), 255)
    for index in range(width * width):
        if code.contents.data[index] & 1:
            picture.putpixel((4 + index % width, 4 + index // width), 0)
    return picture.resize((600, 600), Image.NEAREST)
