/**
 * Search parameters as plain text (`?region=445200000000&overdue=true`): the same words the interface takes, so that
 * a figure's link works as it stands and an address can be read out over the telephone.
 */
export type Search = Record<string, string>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value));
  }
  const text = params.toString().replaceAll('%2C', ',');
  return text ? `?${text}` : '';
}

/** Keeps the named keys that hold text; anything else in the address is dropped. */
export function only<K extends string>(keys: readonly K[]) {
  return (search: Record<string, unknown>): Partial<Record<K, string>> => {
    const kept: Partial<Record<K, string>> = {};
    for (const key of keys) {
      const value = search[key];
      if (value !== undefined && value !== null && value !== '') kept[key] = String(value);
    }
    return kept;
  };
}
