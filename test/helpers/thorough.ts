/**
 * Whether there is time: `npm run test:thorough` looks at more windows, worlds and kills with the same tests. What every
 * run looks at is enough to fail where something is wrong; the rest is for what is wrong once in a hundred times.
 */
export const THOROUGH = process.env.THOROUGH === '1';
