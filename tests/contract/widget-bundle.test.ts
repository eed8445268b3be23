import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, test } from 'vitest'

test('the widget starts on a page whose library extends Object.prototype', async () => {
  const configFile = fileURLToPath(new URL('../../vite.widget.config.ts', import.meta.url))
  const made = await build({ configFile, logLevel: 'silent', build: { write: false } })
  const code = [made].flat().flatMap((one) => ('output' in one ? one.output : [])).flatMap((file) => (file.type === 'chunk' ? file.code : [])) // prettier-ignore
  expect(code.join('')).toMatch(/Object\.keys\(\w+\)\)\w+\(\w+,\w+,\{get:/)
  expect(code.join('')).not.toMatch(/ in \w+\)\w+\(\w+,\w+,\{get:/)
}, 60_000)
