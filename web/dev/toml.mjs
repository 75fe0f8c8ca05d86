/** Reads the small part of TOML that lifecycle files use. For developing only. */
export function parseToml(text) {
  const root = {};
  let at = root;
  let pending = '';
  for (const raw of text.split('\n')) {
    const line = pending + raw.trim();
    if (!line || line.startsWith('#')) continue;
    if (/=\s*\[[^\]]*$/.test(line)) {
      pending = line;
      continue;
    }
    pending = '';
    const table = line.match(/^\[\[([\w.]+)\]\]$/);
    if (table) {
      at = push(root, table[1].split('.'));
      continue;
    }
    const pair = line.match(/^([\w-]+)\s*=\s*(.*)$/);
    if (pair) at[pair[1]] = value(pair[2]);
  }
  return root;
}

function push(root, path) {
  let owner = root;
  for (const key of path.slice(0, -1)) owner = owner[key].at(-1);
  const last = path.at(-1);
  owner[last] = owner[last] ?? [];
  const made = {};
  owner[last].push(made);
  return made;
}

function value(text) {
  const plain = text.trim();
  if (plain.startsWith('{')) {
    const inner = plain.slice(1, -1).match(/("[^"]*"|[\w-]+)\s*=\s*("[^"]*"|[^,]+)/g) ?? [];
    return Object.fromEntries(
      inner.map((part) => {
        const [, key, rest] = part.match(/^("[^"]*"|[\w-]+)\s*=\s*(.*)$/);
        return [key.replaceAll('"', ''), value(rest)];
      }),
    );
  }
  if (plain.startsWith('[')) return (plain.match(/"[^"]*"|-?\d+/g) ?? []).map(value);
  if (plain.startsWith('"')) return plain.slice(1, plain.lastIndexOf('"'));
  return plain === 'true' ? true : plain === 'false' ? false : Number(plain);
}
