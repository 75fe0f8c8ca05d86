import { t } from '@/i18n';

const text = t.registry.file;

/** A period of civil dates in words; nothing when neither end is known. */
export function span(from: string | null | undefined, to: string | null | undefined): string {
  if (from && to) return text.span(from, to);
  if (from) return text.from(from);
  return to ? text.until(to) : '';
}
