import { mount } from 'svelte';
import App from './App.svelte';
import { Route } from './lib/shell/route.svelte.ts';
import { Theme } from './lib/shell/theme.svelte.ts';
import './styles.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app to draw into.');

mount(App, { target, props: { route: new Route(), theme: new Theme(location.search) } });
