import type { AtRiskCustomer } from '../../../schema/contracts/customers.ts';
import { isAtRisk } from '../board/parse.ts';
import { channelName } from '../channels.ts';
import { isBag, isNumber } from '../live/guards.ts';
import { tameText } from '../text.ts';
import type { personIdOf } from './person.ts';

export interface PeopleAtRisk {
  /** The highest score first. */
  readonly people: readonly AtRiskCustomer[];
  /** The score from which somebody is at risk, 0 … 1. */
  readonly threshold: number;
}

/** The people in an answer of `GET /api/customers/at-risk`; one that is none is left out alone. Null: it is no such answer. */
export function parseAtRisk(answer: unknown): PeopleAtRisk | null {
  if (!isBag(answer) || !Array.isArray(answer.customers) || !isNumber(answer.threshold)) return null;
  return { people: answer.customers.filter(isAtRisk), threshold: answer.threshold };
}

/** As whom one knows somebody: by the account they speak from, else by their customer. */
export function nameOfPerson({ customer, accounts }: Parameters<typeof personIdOf>[0]): string {
  const [account] = accounts;
  if (account === undefined) return tameText(customer ?? '', 60) || 'unknown';
  return tameText(`${account.account} · ${channelName(account.channel)}`, 60);
}
