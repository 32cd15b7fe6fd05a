/** Why people call a brand, and what its help pages are called. */
export interface HelpDesk {
  readonly reasons: readonly string[];
  readonly articles: readonly string[];
}

/** By brand id. */
export const HELP: Readonly<Record<string, HelpDesk>> = {
  'lumo-air': {
    reasons: ['lost baggage', 'delayed flight', 'cancelled flight', 'refund', 'change of booking', 'check-in', 'seat'],
    articles: ['bag-allowance', 'online-check-in', 'change-a-booking', 'refunds', 'delays', 'lost-baggage', 'seats'],
  },
  cartly: {
    reasons: ['missing parcel', 'broken item', 'return', 'refund', 'double charge', 'change of address', 'voucher'],
    articles: ['track-an-order', 'returns', 'refunds', 'change-an-address', 'vouchers', 'pickup-points', 'payments'],
  },
  brewhaus: {
    reasons: ['wrong order', 'loyalty points', 'app', 'gift card', 'complaint about a store', 'allergens', 'receipt'],
    articles: ['loyalty-points', 'mobile-order', 'gift-cards', 'allergens', 'opening-hours', 'refill', 'beans-at-home'],
  },
  nimbus: {
    reasons: ['no signal', 'bill', 'roaming', 'router', 'SIM', 'contract', 'technician', 'number transfer'],
    articles: ['activate-esim', 'read-your-bill', 'roaming', 'router-setup', 'keep-your-number', 'data-usage', 'puk'],
  },
  fintra: {
    reasons: ['blocked card', 'missing transfer', 'fees', 'log-in', 'fraud', 'mortgage', 'change of address'],
    articles: ['block-a-card', 'transfer-times', 'fees', 'log-in', 'report-fraud', 'card-limits', 'tax-statement'],
  },
  'orbit-tv': {
    reasons: ['buffering', 'billing', 'log-in', 'subtitles', 'plan', 'device', 'missing episode'],
    articles: ['fix-buffering', 'change-plan', 'devices', 'subtitles', 'downloads', 'profiles', 'billing-date'],
  },
}; // prettier-ignore
