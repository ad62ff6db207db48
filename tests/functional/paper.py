"""What is held before the camera: papers in a hand, or an empty table."""
import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

from programs import PATIENCE, ROOT, Failed

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
        return self.film(name, voucher["pdf"], place_of(voucher), voucher["page"], trouble)

    def film_row(self, name, vouchers, seconds=0.6):
        """One sheet after the other, as a row of children holds them up, again and again; held still, and quickly made."""
        from PIL import Image
        for place, voucher in enumerate(vouchers):
            frame = Image.new("L", (960, 720), 120)
            frame.paste(voucher_picture(voucher, self._folder).resize((640, 640)), (160, 40))
            frame.save(self._folder / f"{name}-{place:02}.png")
        file = self._folder / f"{name}.avi"
        self._films[name] = (file, subprocess.Popen(
            ["ffmpeg", "-nostdin", "-v", "error", "-y", "-framerate", str(1 / seconds), "-i", self._folder / f"{name}-%02d.png",
             "-r", "20", "-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", file]))
        return name

    def film_dark(self, name, lit, left=0.1):
        """The same film when hardly any light is left."""
        file = self._folder / f"{name}.avi"
        self._films[name] = (file, subprocess.Popen(
            ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", self._made(lit), "-vf", f"lutyuv=y=val*{left}", "-c:v", "mjpeg", "-q:v", "3",
             "-pix_fmt", "yuvj420p", file]))
        return name

    def film_picture(self, name, picture, trouble=1.0):
        """A sheet or a telephone with this picture on it."""
        pdf = self._folder / f"{name}.pdf"
        picture.convert("L").save(pdf, resolution=72)
        return self.film(name, pdf, (0, 0, picture.width * 25.4 / 72, picture.height * 25.4 / 72), trouble=trouble)

    def film_invitation(self, pdf, name="invitation"):
        return self.film(name, pdf, INVITATION)

    def film_poster(self, name, pdf, codes):
        """One film a code of a poster."""
        names = []
        for index in range(codes):
            x, y, side = (25, 70, 160) if codes == 1 else (47, 163 if index % 2 else 50, 106)
            names.append(self.film(f"{name}-{index + 1}", pdf, (x - 4, y - 4, side + 8, side + 8), 1 + index // 2))
        return names

    def film_text(self, name, text, trouble=1.0):
        """A QR code of somebody else's, printed on a sheet."""
        return self.film_picture(name, code_picture(text), trouble)

    def film_table(self, pdf):
        """The table with the foot of a sheet on it, where no code is."""
        return self.film("table", pdf, (15, 128, 100, 14), trouble=0.3)

    def _made(self, name):
        file, maker = self._films[name]
        try:
            made = maker.wait(PATIENCE) == 0
        except subprocess.TimeoutExpired:
            maker.kill()
            raise Failed(f"the film of {name} is not done after {PATIENCE} seconds") from None
        if not made:
            raise Failed(f"no film could be made of {name}")
        return file

    def hold(self, name):
        """Holds it before the camera, in one step."""
        file = self._made(name)
        copy = file.with_suffix(".copy")
        shutil.copyfile(file, copy)
        copy.replace(self.path)

    def put_away(self):
        self.hold("table")


def place_of(voucher):
    """Where its code is on the page: left, top, width and height in millimetres."""
    x, y, w, h = VOUCHER
    return x, y + HALF_PAGE * voucher["lower"], w, h


def voucher_picture(voucher, folder, dots=300):
    """The printed code with the white around it, as a picture."""
    from PIL import Image
    x, y, w, h = (round(value / 25.4 * dots) for value in place_of(voucher))
    stem = Path(folder) / f"code-{voucher['page']}-{int(voucher['lower'])}"
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-gray", "-r", str(dots), "-f", str(voucher["page"]), "-l",
                    str(voucher["page"]), "-x", str(x), "-y", str(y), "-W", str(w), "-H", str(h), voucher["pdf"], stem],
                   check=True)
    return Image.open(stem.with_suffix(".png")).convert("L")


def code_picture(text):
    """A QR code as a picture of at least 600 by 600, with its white margin; libqrencode draws it."""
    from PIL import Image

    class Code(ctypes.Structure):
        _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]

    library = ctypes.CDLL("libqrencode.so.4")
    library.QRcode_encodeString.restype = ctypes.POINTER(Code)
    library.QRcode_encodeString.argtypes = [ctypes.c_char_p] + 4 * [ctypes.c_int]
    # Error correction M where there is room for it, else L; 2 is the mode for bytes, letters stay as they are.
    code = library.QRcode_encodeString(text.encode(), 0, 1, 2, 1) or library.QRcode_encodeString(text.encode(), 0, 0, 2, 1)
    if not code:
        raise Failed(f"no QR code can hold “{text[:20]}…”")
    width = code.contents.width
    picture = Image.new("L", (width + 8, width + 8), 255)
    for index in range(width * width):
        if code.contents.data[index] & 1:
            picture.putpixel((4 + index % width, 4 + index // width), 0)
    side = max(600, 4 * picture.width)
    return picture.resize((side, side), Image.NEAREST)
