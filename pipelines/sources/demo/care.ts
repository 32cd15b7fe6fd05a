import type { Care, Hours } from '../../../schema/contracts/care.ts';
import { RIVALS } from './phrases/rivals.ts';

/** The same intervals from Monday to Friday, others on Saturday and Sunday. */
const week = (weekday: string[], saturday: string[], sunday: string[]): Hours => ({
  mon: weekday,
  tue: weekday,
  wed: weekday,
  thu: weekday,
  fri: weekday,
  sat: saturday,
  sun: sunday,
});

const CARE: Readonly<Record<string, Care>> = {
  'lumo-air': {
    hours: week(['06:00-22:00'], ['07:00-21:00'], ['07:00-21:00']),
    holidays: ['2025-12-25', '2026-12-25'],
    targets: { default: 900, channels: { twitter: 600, chat: 180 }, highPriority: 300 },
    costs: {
      perContact: 5.4,
      marginPerCustomer: 62,
      program: 48_000,
      retention: { low: 0.15, base: 0.3, high: 0.45 },
    },
  },
  cartly: {
    hours: week(['07:00-23:00'], ['07:00-23:00'], ['08:00-22:00']),
    holidays: ['2025-11-27', '2025-12-25', '2026-11-26', '2026-12-25'],
    targets: { default: 300, channels: { chat: 120, email: 14_400 }, highPriority: 180 },
    // The shop counts everyone who has an account; elsewhere identities say who is enrolled.
    enrolled: 1_500,
    costs: {
      perContact: 4.1,
      marginPerCustomer: 38,
      program: 39_000,
      retention: { low: 0.1, base: 0.25, high: 0.4 },
    },
  },
  brewhaus: {
    hours: week(['06:00-12:00', '13:00-20:00'], ['07:00-18:00'], ['08:00-16:00']),
    targets: { default: 1_800, clock: 'business' },
    costs: {
      perContact: 3.2,
      marginPerCustomer: 24,
      program: 11_000,
      retention: { low: 0.1, base: 0.2, high: 0.3 },
    },
  },
  nimbus: {
    hours: week(['07:00-22:00'], ['08:00-20:00'], ['10:00-18:00']),
    holidays: ['2025-12-25', '2025-12-26', '2026-01-01', '2026-12-25', '2026-12-26'],
    targets: { default: 1_200, channels: { chat: 300 }, highPriority: 600, clock: 'business' },
    highPriorityFollowers: 20_000,
    costs: {
      perContact: 6.8,
      marginPerCustomer: 140,
      program: 72_000,
      retention: { low: 0.2, base: 0.35, high: 0.5 },
    },
  },
  fintra: {
    hours: week(['08:00-20:00'], ['09:00-14:00'], []),
    holidays: ['2025-12-25', '2026-01-01', '2026-01-06', '2026-12-25'],
    targets: { default: 300, channels: { chat: 90 }, highPriority: 120 },
    highPriorityFollowers: 5_000,
    costs: {
      perContact: 7.5,
      marginPerCustomer: 95,
      program: 55_000,
      retention: { low: 0.15, base: 0.3, high: 0.5 },
    },
  },
  // Nobody has told what it costs: figures that need to know stay blank.
  'orbit-tv': {
    hours: week(['09:00-24:00'], ['09:00-24:00'], ['09:00-24:00']),
    targets: { default: 600 },
  },
};

/**
 * How the demo's brands care for customers, by brand id. Desks are open when their teams are (see `PROFILES`), a little
 * less at week-ends. The costs are invented like the brands, each in a currency of its own, for thirty days.
 */
export const DEMO_CARE: Readonly<Record<string, Care>> = Object.fromEntries(
  Object.entries(CARE).map(([brand, care]) => [brand, { ...care, competitors: [...(RIVALS[brand] ?? [])] }]),
);
