import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The visitors' widget: one script without dependencies on the page, at dist/web/widget.js beside the agents' app. */
export default defineConfig({
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    rolldownOptions: { transform: { inject: { 'JSON.stringify': [here('web/widget/stringify.ts'), 'stringify'] } } },
    outDir: here('dist/web'),
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: here('web/widget/main.ts'), name: 'parleyWidget', formats: ['iife'], fileName: () => 'widget.js' },
  },
})
