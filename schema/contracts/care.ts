import { Type, type Static } from 'typebox';
import { strict } from './literals.ts';

const interval = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'Local time such as 09:00-12:30, end exclusive.',
});
const day = Type.Optional(Type.Array(interval, { maxItems: 12 }));
const seconds = Type.Integer({ minimum: 1, maximum: 2_592_000 });
const share = Type.Number({ minimum: 0, maximum: 1 });
const money = Type.Number({ minimum: 0, maximum: 1e12 });
const weight = Type.Number({ minimum: 0, maximum: 1 });

/** When people of the brand answer. A day without intervals is closed; without `hours` the desk never closes. */
export const HoursSchema = Type.Object(
  { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
  { ...strict, description: 'Several intervals a day; they must not overlap or be empty.' },
);
export type Hours = Static<typeof HoursSchema>;

/** How the brand cares for customers, and what that costs: inputs of metrics that cannot be guessed. */
export const CareSchema = Type.Object(
  {
    hours: Type.Optional(HoursSchema),
    holidays: Type.Optional(
      Type.Array(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), {
        maxItems: 1_000,
        description: 'Local dates on which the desk is closed, such as 2026-12-25.',
      }),
    ),
    targets: Type.Optional(
      Type.Object(
        {
          default: Type.Optional(seconds),
          channels: Type.Optional(
            Type.Record(Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,31}$' }), seconds),
          ),
          highPriority: Type.Optional(seconds),
          clock: Type.Optional(
            Type.Union([Type.Literal('always'), Type.Literal('business')], {
              description: 'Which clock an answer is judged by. Default: always (24 × 7).',
            }),
          ),
        },
        { ...strict, description: 'Answer within this many seconds. Default: 300.' },
      ),
    ),
    highPriorityFollowers: Type.Optional(Type.Integer({ minimum: 1 })),
    competitors: Type.Optional(
      Type.Array(Type.String({ minLength: 2, maxLength: 100, pattern: '^[^\\u0000-\\u001f\\u007f]*$' }), {
        maxItems: 100,
        description: 'Names or handles customers may leave for, beside the other tracked brands.',
      }),
    ),
    enrolled: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Customers enrolled on owned channels. Default: those identities say are enrolled.',
      }),
    ),
    deflectionHours: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 720, description: 'Horizon of deflection class D. Default: 72.' }),
    ),
    costs: Type.Optional(
      Type.Object(
        {
          perContact: Type.Optional(money),
          marginPerCustomer: Type.Optional(money),
          program: Type.Optional(money),
          /** Of customers won back, how many stay because of it. */
          retention: Type.Optional(Type.Object({ low: share, base: share, high: share }, strict)),
        },
        { ...strict, description: 'In one currency of your choice, per the period that is asked for.' },
      ),
    ),
  },
  strict,
);
export type Care = Static<typeof CareSchema>;

/** Printed weights of the composed figures. Each group must sum to 1. */
export const WeightsSchema = Type.Object(
  {
    reputation: Type.Optional(
      Type.Object({ netSentiment: weight, negativeVelocity: weight, shareOfPositive: weight }, strict),
    ),
    health: Type.Optional(Type.Object({ reputation: weight, service: weight, loyalty: weight }, strict)),
    churnThreshold: Type.Optional(share),
  },
  strict,
);
export type Weights = Static<typeof WeightsSchema>;
