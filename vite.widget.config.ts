import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The bundler lists a module's names with `for … in`, which on a page whose library extends Object.prototype finds names that are none, and throws. */
const ownNamesOnly: Plugin = {
  name: 'own-names-only',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk')
        chunk.code = chunk.code.replace(/for\(var (\w+) in (\w+)\)(\w+\(\w+,\1,\{get:)/g, 'for(var $1 of Object.keys($2))$3')
  },
}

/** The visitors' widget: one script without dependencies on the page, at dist/web/widget.js beside the agents' app. */
export default defineConfig({
  publicDir: false,
  plugins: [ownNamesOnly],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    rolldownOptions: { transform: { inject: { 'JSON.stringify': [here('web/widget/stringify.ts'), 'stringify'] } } },
    outDir: here('dist/web'),
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: here('web/widget/main.ts'), name: 'parleyWidget', formats: ['iife'], fileName: () => 'widget.js' },
  },
})
