"""What the product says of a text, and how long it takes: voucher-inspect with the municipality's own documents."""
import json
import ssl
import subprocess
import urllib.request

from programs import Failed, binary, environment


class Judge:
    def __init__(self, folder, municipality):
        """Takes root, trust list and bulletin from a municipality whose server is open."""
        self._files = []
        trusted = ssl.create_default_context(cafile=municipality.folder / "tls/server-chain.pem")
        roots = folder / "roots.pem"
        with roots.open("wb") as file:
            for key in sorted(municipality.folder.rglob("root-*")):
                file.write(subprocess.run(["openssl", "pkey", "-in", key, "-pubout"], check=True, capture_output=True).stdout)
        self._files += ["--root", roots]
        for name in ("trust-list", "bulletin"):
            file = folder / name
            with urllib.request.urlopen(f"https://127.0.0.1:{municipality.port}/v1/{name}", context=trusted) as answer:
                file.write_bytes(answer.read())
            self._files += [f"--{name}", file]

    def says(self, texts):
        """One answer for each text: outcome, code, and `us`, the time it took in microseconds."""
        lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        done = subprocess.run([binary("voucher-inspect"), "voucher", *map(str, self._files)], env=environment(),
                              input=lines, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise Failed(f"voucher-inspect voucher: exit {done.returncode}: {done.stderr.strip()[-300:]}")
        return [json.loads(line) for line in done.stdout.splitlines()]
