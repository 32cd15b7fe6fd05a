/** What the server says is wrong, or why it could not be asked: a sentence for the viewer. */
export class AskError extends Error {
  override readonly name = 'AskError';
  constructor(
    message: string,
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    /** The stable code of the problem. */
    readonly code: string,
  ) {
    super(message);
  }
}

export interface AskOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Of a display. */
  readonly token?: string | undefined;
}

const PATIENCE_MS = 20_000;

/**
 * One call of the interface, JSON both ways; null for an answer without a body.
 * @throws AskError with a sentence; an abort by `signal` throws its reason.
 */
export async function ask(url: string, options: AskOptions = {}): Promise<unknown> {
  const { method = 'GET', body, signal, token } = options;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new AskError('The server could not be reached. Try again in a moment.', 0, 'unreachable');
  }
  const text = await response.text().catch(() => '');
  const answer = parsed(text);
  if (response.ok && (text === '' || answer !== undefined)) return answer ?? null;
  const { message, code } = (answer ?? {}) as { message?: unknown; code?: unknown };
  throw new AskError(
    typeof message === 'string' && message !== ''
      ? message
      : `The server answered ${response.status} and did not say why.`,
    response.status,
    typeof code === 'string' ? code : 'unknown',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
