import { SPANS, type Span } from '../../../schema/contracts/scenes.ts';

export const SPAN_WORDS: Readonly<Record<Span, string>> = { '1d': '24 h', '7d': '7 days', '30d': '30 days' };

/** The charts of a day move by the minute, those of a month do not. */
export const EVERY_MS: Readonly<Record<Span, number>> = { '1d': 10_000, '7d': 60_000, '30d': 60_000 };

export const spanIn = (text: string | null): Span => SPANS.find((span) => span === text) ?? '1d';
