// scan_peers.mjs FOLDER READER: as voucher-scan-bench, for the readers of web pages: jsqr, zxing-wasm.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, name] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "package.json"));

/// Grey PGM as the pixels a page's canvas would give.
function picture(path) {
  const bytes = readFileSync(path);
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString("latin1"));
  const [width, height] = [Number(head[1]), Number(head[2])];
  const grey = bytes.subarray(head[0].length);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; ++i) {
    data[4 * i] = data[4 * i + 1] = data[4 * i + 2] = grey[i];
    data[4 * i + 3] = 255;
  }
  return { data, width, height, colorSpace: "srgb" };
}

async function reader() {
  if (name === "jsqr") {
    const jsQR = require("jsqr").default ?? require("jsqr");
    return (image) => jsQR(image.data, image.width, image.height, { inversionAttempts: "attemptBoth" })?.data ?? "";
  }
  const { readBarcodes, prepareZXingModule } = require("zxing-wasm/reader");
  const wasmBinary = readFileSync(join(process.cwd(), "node_modules/zxing-wasm/dist/reader/zxing_reader.wasm"));
  await prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer }, fireImmediately: true });
  const options = { formats: ["QRCode"], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true,
                    tryDenoise: true, maxNumberOfSymbols: 1 };
  return async (image) => (await readBarcodes(image, options))[0]?.text ?? "";
}

globalThis.ImageData ??= class {
  constructor(data, width, height) { Object.assign(this, { data, width, height, colorSpace: "srgb" }); }
};

const read = await reader();
const done = new Set();
for (const line of readFileSync(join(folder, "frames.tsv"), "utf8").split("\n")) {
  const file = line.split("\t")[0];
  const sequence = file.startsWith("sequence_") ? file.split("-")[0] : "";
  if (!file || done.has(sequence)) {
    continue;
  }
  const { data, width, height } = picture(join(folder, file));
  const image = new ImageData(data, width, height);
  const processor = process.cpuUsage();
  const start = performance.now();
  const text = await read(image);
  const ms = performance.now() - start;
  const used = process.cpuUsage(processor);
  if (sequence && text) {
    done.add(sequence);
  }
  console.log(JSON.stringify({ reader: name, file, text, looks: 1, ms, processorMs: (used.user + used.system) / 1000 }));
}
