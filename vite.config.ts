import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the server answers while `vite` serves the sources with hot reload. */
const target = process.env['PARLEY_URL'] ?? 'http://localhost:3000'
// The server compares the page's origin with the host it was asked for, so the host has to come through as it is.
const server = { target, changeOrigin: false }

export default defineConfig({
  root: fileURLToPath(new URL('web', import.meta.url)),
  plugins: [react(), tailwind()],
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
