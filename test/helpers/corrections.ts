import type { LabelChange } from '../../schema/contracts/corrections.ts';
import type { Problem } from '../../schema/contracts/receipt.ts';
import { send, type Answer } from './api-client.ts';

const postJson = <T>(address: string, body: unknown): Promise<Answer<T>> =>
  send<T>(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** What a person at a server says of a mention of the feed "test". */
export const correct = (url: string, id: string, body: unknown): Promise<Answer<LabelChange & Problem>> =>
  postJson(`${url}/api/mentions/test/${encodeURIComponent(id)}/labels`, body);

export const askReread = <T>(url: string, body: unknown): Promise<Answer<T>> =>
  postJson<T>(`${url}/api/reread`, body);
