"""What happens to codes in people's hands, always in the same way: pictures in, pictures out."""
import random

from PIL import Image, ImageChops, ImageDraw


def cracked(picture):
    """A telephone whose glass broke at one point: cracks in all directions and splinters that shine."""
    chance = random.Random(7)
    broken = picture.copy()
    draw = ImageDraw.Draw(broken)
    width, height = broken.size
    centre = (0.7 * width, 0.35 * height)
    for _ in range(14):
        end = (chance.uniform(-0.2, 1.2) * width, chance.choice((-0.1, 1.1)) * height)
        draw.line((centre, end), fill=chance.choice((0, 90, 200)), width=max(2, width // 190))
    for _ in range(6):
        x, y = chance.uniform(0.5, 0.9) * width, chance.uniform(0.2, 0.5) * height
        draw.polygon([(x + chance.uniform(-1, 1) * width / 40, y + chance.uniform(-1, 1) * width / 40) for _ in range(3)], fill=230)
    return broken


def folded(picture):
    """Folded in four, carried in a pocket, rained on: white creases, quarters of unlike shade, one wash of ink."""
    width, height = picture.size
    shade = Image.new("L", picture.size, 255)
    draw = ImageDraw.Draw(shade)
    draw.rectangle((width // 2, 0, width, height // 2), fill=205)
    draw.rectangle((0, height // 2, width // 2, height), fill=180)
    draw.ellipse((width // 5, height // 5, width // 2, height // 2), fill=190)
    paper = ImageChops.multiply(picture, shade)
    draw = ImageDraw.Draw(paper)
    crease = max(2, width // 160)
    draw.line((width // 2, 0, width // 2, height), fill=235, width=crease)
    draw.line((0, height // 2, width, height // 2), fill=235, width=crease)
    return paper


def torn(picture):
    """Half of the code is gone: more than any error correction brings back."""
    width, height = picture.size
    half = picture.copy()
    ImageDraw.Draw(half).polygon([(0.35 * width, 0), (width, 0), (width, height), (0.55 * width, height)], fill=255)
    return half
