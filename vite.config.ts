import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { compression } from 'vite-plugin-compression2';
import type { HtmlTagDescriptor, Plugin, UserConfig } from 'vite';
import { defineConfig } from 'vitest/config';

const ROOT = fileURLToPath(new URL('./', import.meta.url));
/** Where the bundled server lies. */
const PROGRAM = 'dist/server';
/** How long each plugin took is for who works on the build, not for who starts the program. */
const QUIET = { pluginTimings: false };

/** Tests that open no store, start no process and touch nothing that others share. */
const PURE = [
  'brands', 'conversations', 'customers', 'history', 'live', 'metrics', 'operators', 'parse', 'sources', 'stories', 'text', 'web',
].map((folder) => `test/${folder}/**/*.test.ts`); // prettier-ignore

/** Chunks that are fetched beside the entry, and not only once it has run and asked for them. */
const FETCHED_FIRST = ['rolldown-runtime', 'Desk', 'Wall'];
const fetchedFirst: Plugin = {
  name: 'fetched-first',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const link = (rel: string, file: string): HtmlTagDescriptor => ({
        tag: 'link',
        attrs: { rel, crossorigin: true, href: `/${file}` },
        injectTo: 'head',
      });
      return Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' && FETCHED_FIRST.includes(file.name)
          ? [
              link('modulepreload', file.fileName),
              ...[...(file.viteMetadata?.importedCss ?? [])].map((css) => link('stylesheet', css)),
            ]
          : [],
      );
    },
  },
};

/** Weights, migrations and the like lie beside the sources, and are looked for there by what has been bundled too. */
const besideTheirSource: Plugin = {
  name: 'beside-their-source',
  transform(code, id) {
    if (!code.includes('import.meta')) return null;
    const source = JSON.stringify(relative(`${ROOT}${PROGRAM}`, id));
    return code.replaceAll('import.meta.url', `new URL(${source}, import.meta.url).href`);
  },
};

/** `vite build`: the page. */
const page: UserConfig = {
  root: 'web',
  plugins: [
    svelte({ configFile: false }),
    fetchedFirst,
    // Squeezed once, when it is built: a thousand screens that reload after a deployment cost the server no more than reading.
    compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 1_024 }),
  ],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      checks: QUIET,
      output: {
        // Twenty small files that several screens share took a first visit longer than what is in them.
        codeSplitting: {
          groups: [{ name: 'shared', test: /\/(?:web|schema)\//, minShareCount: 2 }],
        },
      },
    },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:8080', '/live': { target: 'ws://127.0.0.1:8080', ws: true } },
  },
};

/** `vite build --ssr server/main.ts`: the server in a few files, which saves a start the time to compile four hundred. */
const program: UserConfig = {
  plugins: [besideTheirSource],
  build: {
    outDir: PROGRAM,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { checks: QUIET, output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
  },
};

// One file for both builders: vite serves and bundles, vitest runs `test/`.
export default defineConfig(({ isSsrBuild }) => ({
  ...(isSsrBuild === true ? program : page),
  test: {
    root: '.',
    pool: 'forks',
    maxWorkers: 2,
    // A hang must end; how fast things are is for benches to say, not for tests.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    projects: [
      // Nothing but functions: loading them anew for each file took longer than testing them.
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          // As above, three seconds a file. The embedded engine allows a process one data directory at a time, so each
          // file closes what it has opened.
          name: 'whole',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: PURE,
          globalSetup: ['test/helpers/global-setup.ts'],
        },
      },
    ],
  },
}));
