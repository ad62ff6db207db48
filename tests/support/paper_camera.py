#!/usr/bin/python3
"""Makes a video of a PDF page held in a hand before a camera.

The page (or --region of it) is drawn by pdftoppm, then moved, tilted, blurred and shaded over a table, frame by frame,
and written as MJPEG in AVI or MP4, which every Qt multimedia backend plays. The same arguments make the same frames. The
file appears in one step, so it may replace one that is being played.

Needs: python3-numpy, python3-pil, poppler-utils, ffmpeg.
"""
import argparse
import math
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy
from PIL import Image, ImageChops, ImageFilter


def pair(text, separator, count, kind=float):
    values = [kind(part) for part in text.split(separator)]
    if len(values) != count:
        raise argparse.ArgumentTypeError(f"{count} numbers separated by '{separator}' expected")
    return values


def arguments():
    parser = argparse.ArgumentParser(description="Video of a PDF page held before a camera")
    parser.add_argument("--page", required=True, metavar="PDF[:N]", help="page N (1 if omitted)")
    parser.add_argument("--region", type=lambda text: pair(text, ",", 4), metavar="X,Y,W,H",
                        help="only this part of the page, in millimetres from its top left corner")
    parser.add_argument("--fill", type=float, default=0.8, help="part of the frame's height the paper takes")
    parser.add_argument("--trouble", type=float, default=1.0,
                        help="how much movement, tilt, blur, shade and noise; 0 is a perfect sight, 1 an ordinary hand")
    parser.add_argument("--out", required=True, metavar="FILE.avi|FILE.mp4")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--size", type=lambda text: pair(text, "x", 2, int), default=[1280, 720], metavar="WxH")
    parser.add_argument("--fps", type=int, default=30)
    return parser.parse_args()


def rendered(page, region, pixels_high):
    """The paper as a picture about `pixels_high` pixels tall: enough for the video, no more."""
    path, _, number = page.rpartition(":")
    if not (path and number.isdigit()):
        path, number = page, "1"
    info = subprocess.run(["pdfinfo", "-f", number, "-l", number, path], check=True, capture_output=True, text=True)
    size = next(line for line in info.stdout.splitlines() if "size:" in line).split(":")[1].split()
    width, height = (float(size[0]) * 25.4 / 72, float(size[2]) * 25.4 / 72)
    x, y, w, h = region or (0, 0, width, height)
    dots = pixels_high / h
    crop = [str(round(value * dots)) for value in (x, y, w, h)]
    with tempfile.TemporaryDirectory() as folder:
        stem = os.path.join(folder, "page")
        subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", str(dots * 25.4), "-f", number, "-l", number,
                        "-x", crop[0], "-y", crop[1], "-W", crop[2], "-H", crop[3], path, stem], check=True)
        return Image.open(stem + ".png").convert("RGB")


def table(size, random):
    """Brown, with soft streaks along the boards."""
    width, height = size
    streaks = random.normal(0, 1, (max(2, height // 6), max(2, width // 160)))
    streaks = numpy.clip(128 + 40 * streaks, 0, 255).astype(numpy.uint8)
    grain = numpy.asarray(Image.fromarray(streaks).resize(size, Image.BICUBIC), dtype=numpy.float32) / 255
    return (numpy.float32([150, 108, 72]) * (0.6 + 0.5 * grain[..., None])).clip(0, 255).astype(numpy.uint8)


def coefficients(target, source):
    """The perspective that takes the four `target` points of the frame to the four `source` points of the paper."""
    rows, values = [], []
    for (x, y), (u, v) in zip(target, source):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return numpy.linalg.solve(numpy.array(rows), numpy.array(values))


class Hand:
    """Slow sums of sines: a hand neither stands still nor jumps."""

    def __init__(self, random):
        self.phase = random.uniform(0, 2 * math.pi, (8, 3))
        self.rate = random.uniform(0.25, 0.9, (8, 3))

    def __call__(self, which, time):
        waves = numpy.sin(2 * math.pi * self.rate[which] * time + self.phase[which])
        return float(waves.sum() / 2)


def corners(paper, size, fill, trouble, hand, time):
    width, height = size
    scale = min(fill * height / paper.height, 0.95 * width / paper.width) * (1 + 0.04 * trouble * hand(0, time))
    angle = math.radians(5 * trouble * hand(1, time))
    lean_x, lean_y = 0.16 * trouble * hand(2, time), 0.16 * trouble * hand(3, time)
    middle = (width / 2 + 0.025 * width * trouble * hand(4, time), height / 2 + 0.025 * height * trouble * hand(5, time))
    result = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x, y = sx * paper.width / 2 * scale, sy * paper.height / 2 * scale
        depth = 1 + 0.5 * (lean_x * sx + lean_y * sy)
        x, y = x / depth, y / depth
        result.append((middle[0] + x * math.cos(angle) - y * math.sin(angle),
                       middle[1] + x * math.sin(angle) + y * math.cos(angle)))
    return result


def light(size, trouble, random):
    """A lamp at one side and the soft shadow of the hand at another, multiplied onto every frame."""
    width, height = size
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.float32)
    x, y = x / width - 0.5, y / height - 0.5
    direction = random.uniform(0, 2 * math.pi)
    slope = 1 - trouble * 0.25 * (x * math.cos(direction) + y * math.sin(direction) + 0.35)
    at = random.uniform(-0.5, 0.5, 2)
    shadow = 1 - 0.3 * trouble * numpy.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / 0.06)
    grey = (255 * slope * shadow).clip(0, 255).astype(numpy.uint8)
    return Image.fromarray(grey).convert("RGB")


def grain(size, trouble, random):
    """A sensor's noise around the middle grey, to be added less that grey."""
    grey = 128 + random.normal(0, max(0.01, 2.5 * trouble), (size[1], size[0]))
    return Image.fromarray(grey.clip(0, 255).round().astype(numpy.uint8)).convert("RGB")


def main():
    options = arguments()
    size = tuple(options.size)
    trouble = options.trouble
    random = numpy.random.default_rng(options.seed)
    paper = rendered(options.page, options.region, round(1.2 * options.fill * size[1]))
    paper = paper.convert("RGBA")
    outline = [(0, 0), (paper.width, 0), (paper.width, paper.height), (0, paper.height)]
    background = Image.fromarray(table(size, random))
    hand = Hand(random)
    lamp = light(size, trouble, random)
    focus = [max(0.0, 0.7 * trouble * (0.6 + hand(6, frame / options.fps)))
             for frame in range(max(1, round(options.seconds * options.fps)))]
    noise = [grain(size, trouble, random) for _ in range(4)]

    def frame(number):
        time = number / options.fps
        target = corners(paper, size, options.fill, trouble, hand, time)
        held = paper.transform(size, Image.PERSPECTIVE, coefficients(target, outline), Image.BILINEAR,
                               fillcolor=(0, 0, 0, 0))
        picture = background.copy()
        picture.paste(held, (0, 0), held.getchannel("A"))
        if focus[number] > 0.2:
            picture = picture.filter(ImageFilter.GaussianBlur(focus[number]))
        shaded = ImageChops.multiply(picture, lamp)
        return ImageChops.add(shaded, noise[number % len(noise)], scale=1, offset=-128).tobytes()

    partial = f"{options.out}.part{os.path.splitext(options.out)[1]}"
    encoder = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}",
         "-r", str(options.fps), "-i", "-", "-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", partial],
        stdin=subprocess.PIPE)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for start in range(0, len(focus), 16):
            for picture in pool.map(frame, range(start, min(start + 16, len(focus)))):
                encoder.stdin.write(picture)
    encoder.stdin.close()
    if encoder.wait() != 0:
        return 1
    os.replace(partial, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
