/** A value with its event time, epoch milliseconds. */
export interface TimedValue<T> {
  readonly type: 'value';
  readonly at: number;
  readonly value: T;
}

/** No value before `at` is expected any more. */
export interface Watermark {
  readonly type: 'watermark';
  readonly at: number;
}
