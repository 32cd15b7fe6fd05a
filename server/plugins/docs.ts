import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fp from 'fastify-plugin';

const ICON = new URL('../../web/public/favicon.svg', import.meta.url);

interface DocsOptions {
  readonly version: string;
}

/** `/docs`: the API as its routes describe themselves, under the content security policy of everything else. */
export const docs = fp<DocsOptions>(async (app, { version }) => {
  const icon = { type: 'image/svg+xml', content: readFileSync(ICON) };
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Brandwall',
        version,
        description: 'Brand health in event time: mentions in, metrics out.',
      },
      tags: [
        { name: 'ingest' },
        { name: 'metrics' },
        { name: 'customers' },
        { name: 'labels' },
        { name: 'displays' },
        { name: 'operations' },
        { name: 'health' },
      ],
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    logo: { ...icon, href: '/wall', target: '_self' },
    theme: {
      title: 'Brandwall: the API',
      favicon: [{ ...icon, filename: 'favicon.svg', rel: 'icon', sizes: 'any' }],
    },
  });
});
