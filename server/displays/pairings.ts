import { randomBytes, randomInt } from 'node:crypto';
import type { Pairing, PairingAnswer } from '../../schema/contracts/displays.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { Budget } from './budget.ts';
import { newToken } from './tokens.ts';

export interface Pairings {
  /** A code to show and the claim it is asked for with. @throws HttpProblem 429 */
  open(): Pairing;
  /** Hands the token out once; after that the claim is as good as one that never was. */
  ask(claim: string): PairingAnswer;
  /**
   * Gives a new token to `pair`, and to the screen that shows the code when that has resolved; the code is used up.
   * @throws HttpProblem on a wrong code, and what `pair` throws: then the code is good again.
   */
  redeem<T>(code: string, pair: (token: string) => Promise<T>): Promise<T>;
}

interface Open {
  readonly code: string;
  readonly claim: string;
  readonly expiresAt: number;
  state: 'waiting' | 'redeeming' | 'paired';
  token?: string;
}

const CODES = 1_000_000;
const VALID_MS = 600_000;
const MOST_OPEN = 200;
const OPENED_A_MINUTE = 60;
/** Of a million codes at most 200 are good: at this pace a guess takes hours to be right once. */
const WRONG_A_MINUTE = 10;

/** Screens that wait to be paired, in memory alone: after a restart they ask for another code. */
export function createPairings(clock: Clock): Pairings {
  const byClaim = new Map<string, Open>();
  const opened = new Budget(clock, OPENED_A_MINUTE);
  const wrong = new Budget(clock, WRONG_A_MINUTE);

  const sweep = (): void => {
    const now = clock.now();
    for (const { claim, expiresAt } of byClaim.values()) if (expiresAt <= now) byClaim.delete(claim);
  };
  const waitingWith = (code: string): Open | undefined =>
    [...byClaim.values()].find((open) => open.code === code && open.state === 'waiting');

  return {
    open() {
      sweep();
      const waitSeconds = byClaim.size >= MOST_OPEN ? 60 : opened.waitSeconds;
      if (waitSeconds > 0)
        throw new HttpProblem(
          429,
          'too_many_pairings',
          'Too many screens ask to be paired at the moment; ask again later.',
          waitSeconds,
        );
      opened.spend();
      const taken = new Set([...byClaim.values()].map(({ code }) => code));
      let code: string;
      do code = String(randomInt(CODES)).padStart(6, '0');
      while (taken.has(code));
      const claim = randomBytes(24).toString('base64url');
      const expiresAt = clock.now() + VALID_MS;
      byClaim.set(claim, { code, claim, expiresAt, state: 'waiting' });
      return { code, claim, expiresAt };
    },
    ask(claim) {
      sweep();
      const open = byClaim.get(claim);
      if (open === undefined) return { state: 'expired' };
      if (open.token === undefined) return { state: 'waiting' };
      byClaim.delete(claim);
      return { state: 'paired', token: open.token };
    },
    async redeem(code, pair) {
      sweep();
      // Also for the right code: otherwise guessing could go on and would be told when it is right.
      if (wrong.waitSeconds > 0)
        throw new HttpProblem(
          429,
          'too_many_wrong_codes',
          'Too many wrong codes were typed in the last minute; wait and type it again.',
          wrong.waitSeconds,
        );
      const open = waitingWith(code);
      if (open === undefined) {
        wrong.spend();
        throw new HttpProblem(
          400,
          'wrong_code',
          'No screen shows this code, or no longer; look at the screen and type what it shows now.',
        );
      }
      open.state = 'redeeming';
      try {
        const token = newToken();
        const paired = await pair(token);
        open.state = 'paired';
        open.token = token;
        return paired;
      } catch (error) {
        open.state = 'waiting';
        throw error;
      }
    },
  };
}
