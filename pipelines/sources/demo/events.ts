import type { MentionInput } from '../../../schema/contracts/mention.ts';
import type {
  ContactInput,
  DecisionInput,
  EngagementInput,
  IdentityInput,
  SelfHelpInput,
  StreamName,
} from '../../../schema/contracts/streams.ts';

/** A row of each stream as it is sent. */
export interface StreamInputs {
  readonly contacts: ContactInput;
  readonly 'self-help': SelfHelpInput;
  readonly engagements: EngagementInput;
  readonly identities: IdentityInput;
  readonly decisions: DecisionInput;
}
export type DemoRows = StreamInputs & { readonly mentions: MentionInput };
export type DemoStream = StreamName | 'mentions';

/** Something that happens in the demo's world. Its row is written only when somebody reads it. */
export type DemoEvent<S extends DemoStream = DemoStream> = {
  [K in S]: {
    readonly stream: K;
    readonly id: string;
    /** Epoch milliseconds, whole. */
    readonly at: number;
    readonly row: () => DemoRows[K];
  };
}[S];

/** In the order of time; what happens in the same millisecond has an order too. */
export const inOrder = (a: DemoEvent, b: DemoEvent): number =>
  a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.stream < b.stream ? -1 : 1);
