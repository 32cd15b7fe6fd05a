import { createHash, randomBytes } from 'node:crypto';

/** What a screen shows at the door. Letters, digits, "-" and "_" only: a subprotocol of a socket may have no others. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * What is kept of a token. 256 bits of chance need no salt, and a lookup by hash tells nobody how much of a guess was
 * right.
 */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
