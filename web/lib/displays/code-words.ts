const MINUTE_MS = 60_000;

/** `123456` → `123 456`, as two groups: three digits are remembered on the way to a keyboard. */
export const codeGroups = (code: string): readonly [string, string] => [code.slice(0, 3), code.slice(3)];

/** `9:05`, rounded up: it says 0:00 only when the time is over. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** No code is good for longer. */
const LONGEST_MS = 15 * MINUTE_MS;

/**
 * How long a code is good for when it arrives; null when the clock of this screen cannot be right: many televisions
 * believe it is 1970, and the server says anyway when a code is over.
 */
export function goodForMs(expiresAt: number, now: number): number | null {
  const ms = expiresAt - now;
  return ms > 0 && ms <= LONGEST_MS ? ms : null;
}

/** The digits of what somebody typed off a screen, however it is spaced; null while they are not six. */
export function typedCode(text: string): string | null {
  const digits = text.replace(/[\s.-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}
