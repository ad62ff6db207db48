#!/usr/bin/python3
"""scan_table.py FOLDER: one table from what the readers said of the frames in FOLDER (said-READER.jsonl); JSON beside it."""

import json
import pathlib
import statistics
import sys

READERS = ["still", "live", "slow", "zxing-wasm", "zxing-harder", "zxing", "zbar", "jsqr"]
FRAME = 1 / 30


def quantile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("nan")


def load(folder):
    with open(folder / "frames.tsv", encoding="utf-8") as file:
        texts = dict(line.rstrip("\n").split("\t") for line in file)
    said = {}
    for reader in READERS:
        path = folder / f"said-{reader}.jsonl"
        if path.exists():
            with open(path, encoding="utf-8") as file:
                said[reader] = {line["file"]: line for line in map(json.loads, file)}
    return texts, said


def rates(texts, said):
    kinds = {}
    for file in texts:
        if not file.startswith(("sequence_", "blank-")):
            kinds.setdefault(file.rsplit("-", 1)[0], []).append(file)
    table = {}
    for kind, files in kinds.items():
        table[kind] = {reader: 100 * sum(lines.get(file, {}).get("text") == texts[file] for file in files) / len(files)
                       for reader, lines in said.items()}
    return table


def sequences(texts, said):
    """From the first frame that any reader reads to our live reader's text, in frames; None for never."""
    names = sorted({file.split("-")[0] for file in texts if file.startswith("sequence_")})
    waits = []
    for name in names:
        frames = [file for file in texts if file.startswith(name + "-")]
        first = {reader: next((i for i, file in enumerate(frames) if lines.get(file, {}).get("text") == texts[file]), None)
                 for reader, lines in said.items()}
        readable = [index for index in first.values() if index is not None]
        if readable and "live" in said:
            waits.append(None if first["live"] is None else first["live"] - min(readable))
    return waits


def looks_per_second(lines):
    """How many frames without a code a live reader looked at in a second of camera; the peers have no clock."""
    blank = [line for file, line in lines.items() if file.startswith("blank-")]
    seconds = sum(line.get("seconds", 0) for line in blank)
    return sum(line["begun"] for line in blank) / seconds if seconds else float("nan")


def main():
    folder = pathlib.Path(sys.argv[1])
    texts, said = load(folder)
    table = rates(texts, said)
    readers = list(said)
    print(f"{'% read':14}" + "".join(f"{reader:>13}" for reader in readers))
    for kind, row in table.items():
        print(f"{kind:14}" + "".join(f"{row[reader]:13.0f}" for reader in readers))
    document = {"rates": table, "readers": {}}
    singles = [file for file in texts if not file.startswith(("sequence_", "blank-"))]
    for reader, lines in said.items():
        own = [lines[file] for file in singles if file in lines]
        document["readers"][reader] = {
            "overall": sum(row[reader] for row in table.values()) / max(1, len(table)),
            "medianMs": quantile([line["ms"] / line["looks"] for line in own], 0.5),
            "p95Ms": quantile([line["ms"] / line["looks"] for line in own], 0.95),
            "processorPercentAt15": 1.5 * statistics.mean(line["processorMs"] / line["looks"] for line in own) if own else 0,
            "searchingPercentAt30": 3 * statistics.mean(
                line["processorMs"] / line["looks"] for file, line in lines.items() if file.startswith("blank-"))
            if any(file.startswith("blank-") for file in lines) else float("nan"),
            "searchingLooksPerSecond": looks_per_second(lines),
            "wrong": sum(line["text"] not in ("", texts[file]) for file, line in lines.items()),
        }
    rows = [("overall", "overall", 1), ("ms, median", "medianMs", 1), ("ms, p95", "p95Ms", 1),
            ("% core, 15/s", "processorPercentAt15", 1),
            ("no code, 30/s", "searchingPercentAt30", 1), ("no code, looks/s", "searchingLooksPerSecond", 1), ("wrong texts", "wrong", 0)]
    for label, key, digits in rows:
        print(f"{label:14}" + "".join(f"{document['readers'][reader][key]:13.{digits}f}" for reader in readers))
    waits = sequences(texts, said)
    if waits:
        came = [wait for wait in waits if wait is not None]
        document["sequences"] = {"readable": len(waits), "never": len(waits) - len(came),
                                 "medianFrames": quantile(came, 0.5), "p95Frames": quantile(came, 0.95)}
        print(f"first readable frame to text, {len(waits)} sequences: median {quantile(came, 0.5)} frames, "
              f"p95 {quantile(came, 0.95)}, never {len(waits) - len(came)}")
    (folder / "scan.json").write_text(json.dumps(document, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
