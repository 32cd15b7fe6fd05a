import type { ThemeName } from '../shell/theme.svelte.ts';

/** Canvas cannot read CSS variables, so the few colours charts need are spelt here as in `styles.css`. */
export interface ChartTheme {
  readonly bar: string;
  readonly barOpen: string;
  /** The line above zero and below it. */
  readonly positive: string;
  readonly negative: string;
  /** Areas of the same, quieter. */
  readonly positiveArea: string;
  readonly neutralArea: string;
  readonly negativeArea: string;
  readonly axis: string;
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly watch: string;
  readonly alert: string;
  /** A band behind a line. */
  readonly band: string;
  /** Text upon a filled area of the treemap: dark on light, light on dark. */
  readonly onDark: string;
  readonly onLight: string;
}

export const CHART_THEMES: Readonly<Record<ThemeName, ChartTheme>> = {
  dark: {
    bar: '#364454',
    barOpen: '#5b6d83',
    positive: '#6fc3f2',
    negative: '#f07a2c',
    positiveArea: '#3b8dbd',
    neutralArea: '#3a4656',
    negativeArea: '#c9601a',
    axis: '#46525f',
    ground: '#11161d',
    text: '#f3f6fa',
    muted: '#a9b4c2',
    accent: '#56b4e9',
    watch: '#e69f00',
    alert: '#d55e00',
    band: 'rgba(169, 180, 194, 0.16)',
    onDark: '#ffffff',
    onLight: '#06080b',
  },
  light: {
    bar: '#c9d2de',
    barOpen: '#9aa8ba',
    positive: '#0072b2',
    negative: '#c95400',
    positiveArea: '#5ba7d3',
    neutralArea: '#ccd5df',
    negativeArea: '#e0863f',
    axis: '#aab5c3',
    ground: '#ffffff',
    text: '#10161e',
    muted: '#465261',
    accent: '#0072b2',
    watch: '#e69f00',
    alert: '#d55e00',
    band: 'rgba(70, 82, 97, 0.14)',
    onDark: '#ffffff',
    onLight: '#10161e',
  },
};
