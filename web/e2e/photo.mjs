/** A small invented photo, so that evidence has a thumbnail to show. */
import * as zlib from 'node:zlib';

const WIDTH = 320;
const HEIGHT = 240;

/** A doorway in a wall, of another shade for every `tone`. */
export function photo(tone = 0) {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const door = x > 110 && x < 210 && y > 50;
      const base = door ? 90 + tone : 150 + Math.floor((y / HEIGHT) * 60);
      rows.set([base, base + (door ? 20 : 6), base + (door ? 34 : 10)], y * (1 + WIDTH * 3) + 1 + x * 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const parts = [signature, chunk('IHDR', head), chunk('IDAT', zlib.deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return { name: `photo-${tone}.png`, mimeType: 'image/png', buffer: Buffer.concat(parts) };
}

function chunk(type, bytes) {
  const body = Buffer.concat([Buffer.from(type), bytes]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(bytes.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crcOf(body), body.length + 4);
  return out;
}

/** Node has `crc32` since 20.15 and 22.2. */
function crcOf(bytes) {
  if (zlib.crc32) return zlib.crc32(bytes);
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
