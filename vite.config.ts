import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { endpoints } from './contract/api.ts'

/** Where the server answers while `vite` serves the sources with hot reload. */
const target = process.env['PARLEY_URL'] ?? 'http://localhost:3000'
// The server compares the page's origin with the host it was asked for, so the host has to come through as it is.
const server = { target, changeOrigin: false }

/**
 * Browsers get of each endpoint what calling it takes, its method and path; the schemas (and zod) stay with the server. A value imported from
 * a file with schemas would bring them all along, 45 KiB: the build stops there.
 */
const slimContract: Plugin = {
  name: 'slim-contract',
  enforce: 'pre',
  resolveId: (id, importer) => {
    if (id === 'zod')
      throw new Error(`${importer}: the browser takes only types from files with schemas. Move the value to a file without.`)
  },
  load: (id) => (id.endsWith('/contract/api.ts') ? `export const endpoints = ${JSON.stringify(routes())}` : null),
}

function routes() {
  return Object.fromEntries(Object.entries(endpoints).map(([name, { method, path }]) => [name, { method, path }]))
}

export default defineConfig({
  root: fileURLToPath(new URL('web', import.meta.url)),
  plugins: [slimContract, react(), tailwind()],
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': server,
      '/demo': server,
      '/widget.js': server,
      '/widget/': server,
      '/realtime': { ...server, ws: true },
    },
  },
})
