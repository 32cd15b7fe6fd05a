import { Type, type Static } from 'typebox';
import { CareSchema, WeightsSchema } from './care.ts';
import { strict } from './literals.ts';
import { BrandIdSchema } from './mention.ts';
import { RulesSchema } from './rules.ts';
import { SecondReadingSchema } from './second-reading.ts';
import { TaxonomySchema } from './taxonomy.ts';

const words = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 2, maxLength: 100 }), { maxItems: 500, description }));

export const BrandConfigSchema = Type.Object(
  {
    id: BrandIdSchema,
    name: Type.String({ minLength: 1, maxLength: 80 }),
    zone: Type.Optional(
      Type.String({ maxLength: 64, description: 'IANA time zone of its days, such as Europe/Paris.' }),
    ),
    handles: words('Its own accounts. Written by one: outbound. Naming one with "@": about the brand.'),
    hashtags: words('Without "#".'),
    keywords: words('Words or phrases, matched whole and without regard to case.'),
    care: Type.Optional(CareSchema),
    rules: Type.Optional(RulesSchema),
  },
  strict,
);
export type BrandConfig = Static<typeof BrandConfigSchema>;

/** `BRANDWALL_CONFIG`: one YAML file. Every section may be left out; the defaults are in `server/config.ts`. */
export const ConfigSchema = Type.Object(
  {
    brands: Type.Optional(Type.Array(BrandConfigSchema, { minItems: 1, maxItems: 500 })),
    maxDiscoveredBrands: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 5_000,
        description: 'How many brands that are named by mentions but not configured may appear. 0: none.',
      }),
    ),
    channels: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,31}$' }), {
        maxItems: 200,
        description: 'Channels beside the built-in ones.',
      }),
    ),
    allowedOrigins: Type.Optional(
      Type.Array(Type.String({ pattern: '^https?://[^/]+$' }), {
        maxItems: 50,
        description: 'Pages of other origins that may open the live socket or post.',
      }),
    ),
    weights: Type.Optional(WeightsSchema),
    taxonomy: Type.Optional(TaxonomySchema),
    sentiment: Type.Optional(
      Type.Object(
        {
          weights: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 1_000,
              description:
                'What `npm run train -- calibration` wrote; relative to where the server is started. Those that come with the program when left out.',
            }),
          ),
          onnx: Type.Optional(SecondReadingSchema),
        },
        strict,
      ),
    ),
    eventTime: Type.Optional(
      Type.Object(
        {
          maxOutOfOrdernessMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600_000 })),
          idleTimeoutMs: Type.Optional(Type.Integer({ minimum: 1_000, maximum: 3_600_000 })),
          maxFutureSkewMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600_000 })),
          allowedLatenessMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000 })),
        },
        strict,
      ),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          maxBodyBytes: Type.Optional(Type.Integer({ minimum: 1_024, maximum: 1_073_741_824 })),
          maxRowsPerRequest: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
          maxBufferedRows: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000_000 })),
          maxViewers: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ConfigFile = Static<typeof ConfigSchema>;
