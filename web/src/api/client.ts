import createClient, { type Middleware } from 'openapi-fetch';
import { newKey } from './keys';
import type { components, paths as Whole } from './schema';
import type { Page, Problem, ProblemField } from './types';

export const API_ROOT = '/api/v1';

/** An answer other than 2xx, or no answer at all (`status` 0). The texts come from the server. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
  }
  get status(): number {
    return this.problem.status;
  }
  get fields(): ProblemField[] {
    return this.problem.fields ?? [];
  }
}

export type Schemas = components['schemas'];

/** The operations of the generated document, without the root that stands before every path. */
type Paths = {
  [Path in keyof Whole as Path extends `${typeof API_ROOT}${infer Rest}` ? Rest : never]: Whole[Path];
};

/** What the middleware has to know about the session; set by the session query. */
const held: { csrf: string; onSignedOut: () => void } = { csrf: '', onSignedOut: () => undefined };

export function holdSession(csrf: string): void {
  held.csrf = csrf;
}
export function onSignedOut(listener: () => void): void {
  held.onSignedOut = listener;
}

const writes: Middleware = {
  onRequest({ request }) {
    if (request.method === 'GET') return undefined;
    if (held.csrf) request.headers.set('X-CSRF-Token', held.csrf);
    if (!request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newKey());
    return request;
  },
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/session') held.onSignedOut();
    return undefined;
  },
};

export const client = createClient<Paths>({
  baseUrl: window.location.origin + API_ROOT,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});
client.use(writes);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The body of a 2xx answer; anything else is thrown as {@link ApiError}. Where the document says only "text" or "object",
 * queries narrow the answer with `as` to a type of `api/types`, which the compiler refuses when the two could never agree.
 */
export async function take<T>(pending: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await pending;
  } catch {
    throw new ApiError({ title: '', status: 0, code: 'unreachable' });
  }
  if (answer.response.ok) return answer.data as T;
  throw new ApiError(asProblem(answer.error, answer.response));
}

/**
 * A short list as a whole, page by page. For bodies, posts and people of one city, which are shown as a tree or picked
 * from; never for cases or premises.
 */
export async function all<T>(read: (page: { limit: number; cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor ? { limit: 200, cursor } : { limit: 200 });
    items.push(...page.items);
    cursor = page.next || undefined;
  } while (cursor);
  return items;
}

function asProblem(body: unknown, response: Response): Problem {
  if (body && typeof body === 'object' && 'title' in body) return { ...(body as Problem), status: response.status };
  return { title: '', status: response.status };
}

/** A multipart body: openapi-fetch must leave the form and its boundary alone. */
export const multipart = (form: FormData) => ({ body: form as never, bodySerializer: () => form });

/** Address of a download that the browser follows itself. */
export function downloadUrl(path: string, query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  return `${API_ROOT}${path}?${search}`;
}
