import { Type } from 'typebox';

/** One channel, as a parameter. */
export const ChannelSchema = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,31}$' });

/** An issue, as a parameter. */
export const TopicSchema = Type.String({
  pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)?$',
  maxLength: 80,
  description: 'An issue category `branch.leaf`, or a whole `branch`.',
});
