import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('schema.ts is what `npm run gen` makes of openapi.json', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { gen: string } };
  const [program = '', ...words] = scripts.gen.split(' ');
  const options = words.filter((word, at) => word !== '-o' && words[at - 1] !== '-o');
  const made = execFileSync(join(ROOT, 'node_modules/.bin', program), options, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 24,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(made.trim() === read('src/api/schema.ts').trim()).toBe(true);
}, 30_000);
