import { whyUnreadable } from '../../why-unreadable.ts';

/** Something that ends the replay, said in a sentence for the person in front of it. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  constructor(
    message: string,
    /** 1: it went wrong. 2: it was asked for wrongly. */
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** The code of a system error, also of one inside another. */
export function systemCode(error: unknown): string {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof AggregateError && inner.errors.length > 0) return systemCode(inner.errors[0]);
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
  }
  return '';
}

export function fileTrouble(path: string, error: unknown, exitCode: Trouble['exitCode'] = 1): Trouble {
  return new Trouble(`Cannot read ${path}: ${whyUnreadable(error)}.`, exitCode);
}

/** An option or a file name that was written wrongly. The advice on the shell's own syntax is left out. */
export function optionTrouble(error: unknown, command: string): Trouble {
  const said = error instanceof Error ? error.message : String(error);
  const [first = said] = said.split('. To specify');
  return new Trouble(`${first.replace(/\.?$/, '.')} See npm run ${command} -- --help.`, 2);
}
