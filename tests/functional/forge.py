"""A thief with a stolen issuer key: vouchers that look like the municipality's, dated as he likes."""
import hashlib
import subprocess

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
DAY = 24 * 3600


def head(major, argument):
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 24:
            return bytes([major << 5 | argument])
        if argument < 1 << 8 * size:
            return bytes([major << 5 | extra]) + argument.to_bytes(size, "big")
    raise ValueError(argument)


def cbor(value):
    """Deterministic CBOR of what a voucher is made of."""
    if value is True:
        return b"\xf5"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    pairs = sorted((cbor(key), cbor(item)) for key, item in value.items())
    return head(5, len(pairs)) + b"".join(key + item for key, item in pairs)


def base45(data):
    text = ""
    for place in range(0, len(data), 2):
        number = int.from_bytes(data[place:place + 2], "big")
        for _ in range(3 if place + 1 < len(data) else 2):
            number, rest = divmod(number, 45)
            text += ALPHABET[rest]
    return text


def voucher_text(stolen_key, folder, number, service, issued, provider=None):
    """The text of a forged voucher, signed with the PKCS #8 file of the stolen key and dated `issued`, in seconds since
    1970. Its status index is `number`: that of an honest voucher, so that the list does not give it away."""
    def openssl(*words):
        return subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True).stdout
    public = openssl("pkey", "-inform", "DER", "-in", stolen_key, "-pubout", "-outform", "DER")
    ours = {1: 1, 2: number, 3: service, 4: 0, 5: 10} | ({6: provider} if provider else {})
    claims = {4: issued + 200 * DAY, 5: issued, 6: issued,
              7: hashlib.sha256(f"forged {number}".encode()).digest()[:8], -70000: ours}
    protected = cbor({1: -8, 4: hashlib.sha256(public).digest()[:8]})
    payload = cbor(claims)
    message = folder / "forged.bin"
    message.write_bytes(cbor(["Signature1", protected, b"EPT1/voucher", payload]))
    signature = openssl("pkeyutl", "-sign", "-rawin", "-inkey", stolen_key, "-keyform", "DER", "-in", message)
    return "EPT1:" + base45(b"\xd2" + cbor([protected, {}, payload, signature]))
