// A caller of the API, and the little things its walks need.
import { deflateSync, crc32 as zlibCrc } from 'node:zlib';

/** Ends the walk. */
export const fail = (text) => {
  throw new Error(text);
};

/** A caller of the API: one session, its cookie and its CSRF value. */
export class Caller {
  constructor(base, name) {
    this.base = base;
    this.name = name;
  }
  static async enter(base, login) {
    const caller = new Caller(base, login);
    const answer = await fetch(`${base}/api/v1/demo/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login }),
    });
    const session = await answer.json();
    if (!answer.ok) fail(`${login}: ${session.detail}`);
    caller.cookie = answer.headers.get('set-cookie').split(';')[0];
    caller.csrf = session.csrf_token;
    return caller;
  }
  async ask(method, path, body, expected) {
    const headers = { cookie: this.cookie, 'x-csrf-token': this.csrf, 'idempotency-key': crypto.randomUUID() };
    if (body && !(body instanceof FormData)) headers['content-type'] = 'application/json';
    const answer = await fetch(`${this.base}/api/v1${path}`, {
      method,
      headers,
      body: body instanceof FormData ? body : body && JSON.stringify(body),
    });
    const text = await answer.text();
    const json = text ? JSON.parse(text) : null;
    const wanted = expected ?? (answer.status < 300 ? answer.status : 200);
    if (answer.status !== wanted) fail(`${method} ${path} -> ${answer.status}, not ${wanted}: ${text}`);
    return json;
  }
  get(path) {
    return this.ask('GET', path);
  }
  post(path, body, expected) {
    return this.ask('POST', path, body, expected);
  }
  act(found, action, fields = {}, evidence = [], expected) {
    const act = { action, version: found.version, fields, evidence };
    return this.post(`/cases/${found.id}/actions`, act, expected);
  }
  async photo(found, stage) {
    const form = new FormData();
    form.set('stage', stage);
    form.set('file', new Blob([png()], { type: 'image/png' }), `${stage}.png`);
    return (await this.post(`/cases/${found.id}/evidence`, form)).id;
  }
}

/** A civil date some days ahead. */
export const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A small grey picture. */
function png() {
  const side = 48;
  const chunk = (type, bytes) => {
    const body = Buffer.concat([Buffer.from(type), bytes]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(side * (side + 1), 0x99);
  for (let row = 0; row < side; row += 1) rows[row * (side + 1)] = 0;
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function crc32(bytes) {
  if (zlibCrc) return zlibCrc(bytes);
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
