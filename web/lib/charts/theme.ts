import type { ThemeName } from '../theme.svelte.ts';

/** Canvas cannot read CSS variables, so the few colours charts need are spelt here as in `styles.css`. */
export interface ChartTheme {
  readonly bar: string;
  readonly barOpen: string;
  /** The line above zero and below it. */
  readonly positive: string;
  readonly negative: string;
  readonly axis: string;
  readonly ground: string;
}

export const CHART_THEMES: Readonly<Record<ThemeName, ChartTheme>> = {
  dark: {
    bar: '#364454',
    barOpen: '#5b6d83',
    positive: '#6fc3f2',
    negative: '#f07a2c',
    axis: '#46525f',
    ground: '#11161d',
  },
  light: {
    bar: '#c9d2de',
    barOpen: '#9aa8ba',
    positive: '#0072b2',
    negative: '#c95400',
    axis: '#aab5c3',
    ground: '#ffffff',
  },
};
