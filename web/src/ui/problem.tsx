import { ApiError } from '@/api/client';
import type { Problem } from '@/api/types';
import { t } from '@/i18n';

/** One sentence for a person: the server's text where there is one, ours where no answer came. */
export function problemText(error: unknown): string {
  const text = t.common.error;
  if (!(error instanceof ApiError)) return text.unknown;
  const { problem, status } = error;
  if (problem.detail || problem.title) return problem.detail || problem.title;
  if (status === 0) return text.unreachable;
  if (status === 404) return text.notFound;
  if (status === 429) return text.tooMany;
  if (status >= 500) return text.server;
  return text.status(status);
}

/** The fields to mend and the hint of a refusal. */
export function ProblemFields({ problem, skip }: { problem: Problem; skip?: (pointer: string) => boolean }) {
  const fields = (problem.fields ?? []).filter((field) => !skip?.(field.pointer));
  return (
    <>
      {fields.length > 0 ? (
        <ul className="problem-fields">
          {fields.map((field) => (
            <li key={`${field.pointer}-${field.code}`}>{field.message}</li>
          ))}
        </ul>
      ) : null}
      {problem.hint ? <p className="soft">{`${t.common.error.hint}${t.common.colon}${problem.hint}`}</p> : null}
    </>
  );
}

/** `/fields/due` -> `due`; `/answers/3/note` -> `answers.3.note`. */
export function pointerName(pointer: string): string {
  const parts = pointer.split('/').filter(Boolean);
  return (parts[0] === 'fields' ? parts.slice(1) : parts).join('.');
}
