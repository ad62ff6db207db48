#!/usr/bin/env python3
"""Runs published test vectors through voucher-inspect, as anyone outside the project would.

usage: published_vectors.py VOUCHER_INSPECT VECTORS_FOLDER
Exit code 0 all promises held, 1 one was broken, 77 the folder is absent (skipped).
"""

import base64
import json
import pathlib
import re
import subprocess
import sys

SKIPPED = 77


def ask(program, arguments, lines):
    """The answer to each line; the exit code must say the same as the answers."""
    text = "".join(json.dumps(line) + "\n" for line in lines)
    done = subprocess.run([program, *arguments], input=text, capture_output=True, text=True, timeout=120)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines), f"{arguments}: {len(answers)} answers to {len(lines)} lines, {done.stderr}"
    expected = 0 if all(answer["ok"] for answer in answers) else 1
    assert done.returncode == expected, f"{arguments}: exit code {done.returncode}, {done.stderr}"
    return [answer["ok"] for answer in answers]


def encoded_items(path):
    """Every `"encoded": h'…'` of a file in CBOR's diagnostic notation, blanks and comments inside taken out."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"\"encoded\":\s*h'([^']*)'", text)
    return ["".join(re.sub(r"#.*", "", item).split()) for item in found]


def cbor(program, folder):
    bad = encoded_items(folder / "bad.edn")
    refused = ask(program, ["cbor"], [{"hex": item} for item in bad]).count(False)
    print(f"cbor-wg bad: {refused} of {len(bad)} refused")
    raw = (folder / "bad.cbor").read_bytes()
    assert all(bytes.fromhex(item) in raw for item in bad), "bad.edn and bad.cbor differ"
    good = encoded_items(folder / "good.edn")
    deterministic = ask(program, ["cbor"], [{"hex": item} for item in good]).count(True)
    print(f"cbor-wg good: {len(good)} read without a crash, {deterministic} of them deterministic and taken")
    return len(bad) == 47 and refused == 47 and len(good) > 0


def spki(key):
    """SubjectPublicKeyInfo in hex of a vector's key."""

    def field(name):
        if name + "_hex" in key:
            return bytes.fromhex(key[name + "_hex"])
        return base64.urlsafe_b64decode(key[name] + "=" * (-len(key[name]) % 4))

    if key["crv"] == "Ed25519":
        return "302a300506032b6570032100" + field("x").hex()
    return "3059301306072a8648ce3d020106082a8648ce3d03010703420004" + (field("x") + field("y")).hex()


def cose(program, folder):
    lines, expected = [], []
    for path in sorted(folder.glob("*.json")):
        vector = json.loads(path.read_text())
        sign0 = vector["input"]["sign0"]
        lines.append({"cose": vector["output"]["cbor"], "alg": sign0["alg"], "spki": spki(sign0["key"]),
                      "aad": sign0.get("external", "")})
        expected.append(not vector.get("fail", False))
    answers = ask(program, ["sign1"], lines)
    right = sum(answer == wanted for answer, wanted in zip(answers, expected))
    strict = ask(program, ["sign1", "--strict"], lines).count(True)
    print(f"cose-wg: {right} of {len(lines)} as published, {strict} of them taken for ours")
    return len(lines) == 11 and right == 11 and strict == 0


def wycheproof(program, folder):
    vectors = json.loads((folder / "ed25519_test.json").read_text())
    lines, expected = [], []
    for group in vectors["testGroups"]:
        for test in group["tests"]:
            lines.append({"alg": "EdDSA", "spki": group["publicKeyDer"], "message": test["msg"],
                          "signature": test["sig"]})
            expected.append(test["result"] == "valid")
    answers = ask(program, ["signature"], lines)
    right = sum(answer == wanted for answer, wanted in zip(answers, expected))
    print(f"wycheproof: {right} of {len(lines)} as published")
    return len(lines) == 151 and right == 151


def main():
    program, vectors = sys.argv[1], pathlib.Path(sys.argv[2])
    if not vectors.is_dir():
        print(f"skipped: no published vectors at {vectors}")
        return SKIPPED
    held = [cbor(program, vectors / "cbor-wg"), cose(program, vectors / "cose-wg"),
            wycheproof(program, vectors / "wycheproof")]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
