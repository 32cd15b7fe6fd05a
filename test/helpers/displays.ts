import type {
  Display,
  DisplayInput,
  Pairing,
  PairingAnswer,
  Playlist,
  Scene,
  TakeoverRequest,
} from '../../schema/contracts/displays.ts';
import type { Problem } from '../../schema/contracts/receipt.ts';
import { DISPLAY_PROTOCOL } from '../../schema/contracts/scenes.ts';
import { send, type Answer } from './api-client.ts';
import { listen, type LiveClient } from './live-client.ts';

export const scene = (id: string, fields: Partial<Scene> = {}): Scene => ({
  id,
  kind: 'wall',
  span: '1d',
  dwellSeconds: 10,
  condition: 'always',
  ...fields,
});

export const takeover = (fields: Partial<TakeoverRequest> = {}): TakeoverRequest => ({
  message: 'The shop is down. Ask Kim.',
  level: 'alert',
  by: 'Kim',
  evenInQuietHours: false,
  minutes: null,
  ...fields,
});

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';

/** What the page of displays and the screens themselves ask of a server. */
export function displaysOf(url: string) {
  const ask = <T = Problem>(
    method: Method,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<Answer<T>> =>
    send(`${url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const must = async <T>(method: Method, path: string, body?: unknown): Promise<T> => {
    const { status, text, body: answer } = await ask<T>(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return answer;
  };
  let made = 0;
  const playlist = async (scenes: readonly Scene[] = [scene('wall')]): Promise<Playlist> => {
    made += 1;
    return must('POST', '/api/playlists', { name: `Playlist ${made}`, scenes });
  };
  const publish = (id: string): Promise<Playlist> =>
    must('POST', `/api/playlists/${id}/publish`, { by: 'Kim' });
  const display = async (fields: Partial<DisplayInput> = {}): Promise<Display> => {
    made += 1;
    return must('POST', '/api/displays', {
      name: `Display ${made}`,
      playlist: fields.playlist ?? (await playlist()).id,
      theme: 'dark',
      lobbySafe: false,
      quietHours: null,
      ...fields,
    });
  };
  const pairing = (): Promise<Pairing> => must('POST', '/api/pairings');
  const claimed = (claim: string): Promise<PairingAnswer> => must('GET', `/api/pairings/${claim}`);
  /** The token of a screen that was paired with the display just now. */
  const pair = async (id: string): Promise<string> => {
    const { code, claim } = await pairing();
    await must('POST', `/api/displays/${id}/pair`, { code });
    const { token } = await claimed(claim);
    if (token === undefined) throw new Error('There is no token.');
    return token;
  };
  const screen = (token: string): Promise<LiveClient> => listen(url, {}, [DISPLAY_PROTOCOL, token]);
  return { ask, must, playlist, publish, display, pairing, claimed, pair, screen };
}
