import type { Libraries } from './libraries.ts';
import type { ModelFolder } from './model-folder.ts';

/** What a reading thread is started with. */
export interface ThreadData {
  readonly folder: ModelFolder;
  /** Where the packages are looked for, as a URL. */
  readonly librariesFrom: string;
}

/** What a model gave. */
export interface ReadTexts {
  /** One row of outputs for each text; null where it could not be read. */
  readonly logits: readonly (readonly number[] | null)[];
  /** Why the first of those could not be. */
  readonly trouble: string | null;
}

/** To the thread. */
export interface ReadRequest {
  readonly texts: readonly string[];
}

/** From the thread: one `ready` or `refused`, then one `read` for each request. */
export type ThreadMessage =
  | { readonly kind: 'ready'; readonly runtime: Libraries['runtime'] }
  /** The model cannot be used, and starting the thread again would not help. */
  | { readonly kind: 'refused'; readonly says: string }
  | ({ readonly kind: 'read' } & ReadTexts);
