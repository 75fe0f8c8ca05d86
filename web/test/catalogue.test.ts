import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { zh } from '@/i18n/messages.zh';

const ROOT = join(import.meta.dirname, '../src');
// Han characters, and the punctuation that comes with them.
const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'i18n' ? [] : sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Strings, templates and JSX text with Chinese in them; comments may say what they like. */
function literals(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const literal =
      ts.isStringLiteralLike(node) ||
      ts.isJsxText(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node);
    if (literal && CHINESE.test(node.text)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${path.slice(ROOT.length + 1)}:${line + 1} ${node.text.trim()}`);
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

test('no Chinese is written outside the catalogue', () => {
  expect(sources(ROOT).flatMap(literals)).toEqual([]);
});

test('the catalogue has no empty words', () => {
  const empty: string[] = [];
  const visit = (value: unknown, path: string) => {
    if (value === '') empty.push(path);
    if (value && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
  };
  visit(zh, 'zh');
  expect(empty).toEqual([]);
});
