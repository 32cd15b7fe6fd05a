import { describe, expect, it } from 'vitest';
import { firstBrowser, fromEnvironment, type Source } from './chromium.ts';

function source(name: string, answer: string | Error | undefined, asked: string[]): Source {
  return {
    name,
    find() {
      asked.push(name);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

describe('finding a browser', () => {
  it('takes the first source that has one and asks none after it', async () => {
    const asked: string[] = [];
    const sources = [
      source('environment', undefined, asked),
      source('system', '/usr/bin/chromium', asked),
      source('download', '/cache/chrome', asked),
    ];
    expect(await firstBrowser(sources)).toBe('/usr/bin/chromium');
    expect(asked).toEqual(['environment', 'system']);
  });

  it('goes on after a source that fails', async () => {
    const asked: string[] = [];
    const sources = [
      source('download', new Error('no network'), asked),
      { name: 'apt-get', find: () => Promise.resolve('/usr/bin/chromium') },
    ];
    expect(await firstBrowser(sources)).toBe('/usr/bin/chromium');
  });

  it('says in one sentence what was tried and what to do when there is none', async () => {
    const download = Object.assign(new Error('Command failed: node cli.js'), {
      stderr: 'Downloading\nError: connect ECONNREFUSED 1.2.3.4\n    at connect\n}\n',
    });
    const sources = [
      source('CHROMIUM_PATH', undefined, []),
      source('the system', undefined, []),
      source("Playwright's download", download, []),
      source('apt-get', new Error('not root'), []),
    ];
    await expect(firstBrowser(sources)).rejects.toThrow(
      "No Chromium for the browser tests: tried CHROMIUM_PATH, the system, Playwright's download (Error: connect ECONNREFUSED 1.2.3.4), " +
        'apt-get (not root); install one, for example with "npx playwright-core install --with-deps chromium", ' +
        'or set CHROMIUM_PATH to its executable.',
    );
  });

  it('takes CHROMIUM_PATH when it is an executable, and says so when it is not', () => {
    expect(fromEnvironment(process.execPath)).toBe(process.execPath);
    expect(fromEnvironment('')).toBeUndefined();
    expect(fromEnvironment(undefined)).toBeUndefined();
    expect(() => fromEnvironment('/nowhere/chrome')).toThrow('/nowhere/chrome is not an executable');
  });
});
