/** Half-open, epoch milliseconds. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

export interface Tumbling {
  readonly kind: 'tumbling';
  readonly sizeMs: number;
  readonly offsetMs: number;
}

export interface Sliding {
  readonly kind: 'sliding';
  readonly sizeMs: number;
  readonly slideMs: number;
  readonly offsetMs: number;
}

export interface Session {
  readonly kind: 'session';
  readonly gapMs: number;
}

export type WindowAssigner = Tumbling | Sliding | Session;

/**
 * Windows side by side: `[k·size + offset, (k+1)·size + offset)`.
 *
 * Example: `tumbling({ sizeMs: 60_000 })`
 *
 * @throws RangeError that says which setting is wrong.
 */
export function tumbling({ sizeMs, offsetMs = 0 }: { sizeMs: number; offsetMs?: number }): Tumbling {
  checkLength('sizeMs', sizeMs);
  checkOffset(offsetMs, 'sizeMs', sizeMs);
  return { kind: 'tumbling', sizeMs, offsetMs };
}

/**
 * Windows that overlap: `[k·slide + offset, k·slide + offset + size)`. The slide need not divide the size.
 *
 * Example: `sliding({ sizeMs: 86_400_000, slideMs: 5_000 })`
 *
 * @throws RangeError that says which setting is wrong.
 */
export function sliding({
  sizeMs,
  slideMs,
  offsetMs = 0,
}: {
  sizeMs: number;
  slideMs: number;
  offsetMs?: number;
}): Sliding {
  checkLength('sizeMs', sizeMs);
  checkLength('slideMs', slideMs);
  if (slideMs > sizeMs)
    throw new RangeError(
      `slideMs (${slideMs}) must not be above sizeMs (${sizeMs}): values between two windows would be in none.`,
    );
  checkOffset(offsetMs, 'slideMs', slideMs);
  return { kind: 'sliding', sizeMs, slideMs, offsetMs };
}

/**
 * Windows of activity: values of a key less than `gapMs` apart are in one window, `[first, last + gap)`.
 *
 * Example: `session({ gapMs: 1_800_000 })`
 *
 * @throws RangeError that says which setting is wrong.
 */
export function session({ gapMs }: { gapMs: number }): Session {
  checkLength('gapMs', gapMs);
  return { kind: 'session', gapMs };
}

/** The windows a value at this instant is in, the earliest first. Of a session: what it spans if it stays alone. */
export function windowsAt(assigner: WindowAssigner, at: number): Interval[] {
  if (assigner.kind === 'session') return [{ start: at, end: at + assigner.gapMs }];
  const { sizeMs, offsetMs } = assigner;
  const slideMs = assigner.kind === 'sliding' ? assigner.slideMs : sizeMs;
  const windows: Interval[] = [];
  const last = Math.floor((at - offsetMs) / slideMs) * slideMs + offsetMs;
  for (let start = last; start + sizeMs > at; start -= slideMs) windows.push({ start, end: start + sizeMs });
  return windows.reverse();
}

function checkLength(name: string, ms: number): void {
  if (!Number.isSafeInteger(ms) || ms <= 0)
    throw new RangeError(`${name} must be a whole number of milliseconds above 0, not ${ms}.`);
}

function checkOffset(offsetMs: number, limit: string, limitMs: number): void {
  if (!Number.isSafeInteger(offsetMs) || offsetMs < 0 || offsetMs >= limitMs)
    throw new RangeError(
      `offsetMs must be a whole number of milliseconds from 0 to below ${limit} (${limitMs}), not ${offsetMs}.`,
    );
}
