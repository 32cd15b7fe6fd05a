import { Buffer } from 'node:buffer';
import type { LiveFrame } from '../../schema/contracts/live.ts';

/** A frame as it is sent: written out once for everybody, and once more when anybody may not see people in it. */
export class FrameBytes {
  readonly #frame: LiveFrame;
  readonly #mask: (frame: LiveFrame) => LiveFrame;
  #plain: Buffer | null = null;
  #masked: Buffer | null = null;

  constructor(frame: LiveFrame, mask: (frame: LiveFrame) => LiveFrame) {
    this.#frame = frame;
    this.#mask = mask;
  }

  for(lobbySafe: boolean): Buffer {
    return lobbySafe ? (this.#masked ??= this.#maskedBytes()) : (this.#plain ??= encode(this.#frame));
  }

  #maskedBytes(): Buffer {
    const masked = this.#mask(this.#frame);
    return masked === this.#frame ? this.for(false) : encode(masked);
  }
}

export const encode = (frame: LiveFrame): Buffer => Buffer.from(JSON.stringify(frame));
