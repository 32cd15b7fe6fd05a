import type { Component } from 'svelte';
import type { LiveClient } from '../live/live.svelte.ts';
import type { ThemeName } from '../shell/theme.svelte.ts';
import { kindOf, type OpenRef, type Refs, type SheetRef } from './open-ref.ts';

/** What every sheet is given. */
export interface SheetProps<Ref extends SheetRef> {
  readonly ref: Ref;
  readonly live: LiveClient;
  readonly theme: ThemeName;
  readonly onopen: (ref: OpenRef) => void;
}

/** What a sheet is a part of, for the way back. */
export interface Whole {
  readonly ref: OpenRef;
  readonly title: string;
}

interface Sheet<Ref extends SheetRef> {
  /** Fetched when the first is opened: a wall that nobody touches never needs it. */
  readonly load: () => Promise<{ readonly default: Component<SheetProps<Ref>> }>;
  /** Null: it stands for itself. */
  readonly wholeOf: (ref: Ref) => Whole | null;
}

const ofBrand = ({ brand }: { readonly brand: string }): Whole => ({ ref: { brand }, title: 'All figures' });

const SHEETS: { readonly [Kind in keyof Refs]: Sheet<Refs[Kind]> } = {
  all: { load: () => import('./OverallSheet.svelte'), wholeOf: () => null },
  rows: { load: () => import('./RowsSheet.svelte'), wholeOf: () => null },
  mention: { load: () => import('./MentionSheet.svelte'), wholeOf: ofBrand },
  changes: { load: () => import('./ChangesSheet.svelte'), wholeOf: () => null },
  change: {
    load: () => import('./ChangeSheet.svelte'),
    wholeOf: () => ({ ref: { changes: '1d' }, title: 'All changes of state' }),
  },
  person: { load: () => import('./PersonSheet.svelte'), wholeOf: ofBrand },
  story: {
    load: () => import('./StorySheet.svelte'),
    wholeOf: ({ brand }) => ({ ref: { brand, metric: 'replication' }, title: 'Replication' }),
  },
  source: {
    load: () => import('./SourceSheet.svelte'),
    wholeOf: () => ({ ref: { all: 'silent_sources' }, title: 'All sources' }),
  },
};

export function sheetFor(ref: SheetRef): Sheet<SheetRef> {
  // The kind is read off the ref itself, which the types cannot follow.
  return SHEETS[kindOf(ref)] as unknown as Sheet<SheetRef>;
}
