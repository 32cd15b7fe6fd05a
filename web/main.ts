import { mount } from 'svelte';
import App from './App.svelte';
import { LiveClient } from './lib/live/live.svelte.ts';
import { reloadOnce } from './lib/live/reload.ts';
import { Theme } from './lib/theme.svelte.ts';
import './styles.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app to draw into.');

const theme = new Theme(location.search);
const live = new LiveClient({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`,
  onOutdated: reloadOnce,
});

mount(App, { target, props: { live, theme } });
