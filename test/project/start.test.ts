import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { START } from '../helpers/server-process.ts';

it('the server is started by compose as by npm', () => {
  const { services } = parse(
    readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8'),
  ) as Record<string, Record<string, { build: { dockerfile_inline: string } }>>;
  const command = /^CMD (.*)$/m.exec(services?.['app']?.build.dockerfile_inline ?? '')?.[1] ?? '';
  expect(JSON.parse(command)).toEqual(['node', ...START]);
  expect(START.at(-1)).toBe('dist/server/main.js');
});
