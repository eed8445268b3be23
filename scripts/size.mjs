// @ts-check
// `npm run size`: what a browser downloads before it shows the inbox, and what a shop's page downloads for the chat, against their budgets.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const folder = fileURLToPath(new URL('../dist/web', import.meta.url))
const kib = 1024
const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
// The entry and what the page asks to preload with it; everything else is fetched when its screen is opened.
const initial = [...page.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map((match) => match[1] ?? '')
const lazy = readdirSync(path.join(folder, 'assets'))
  .map((name) => `assets/${name}`)
  .filter((name) => name.endsWith('.js') && !initial.includes(name))

const checks = [
  { what: 'initial JavaScript', files: initial, budget: 230 * kib },
  { what: 'widget', files: ['widget.js'], budget: 30 * kib },
  ...lazy.map((name) => ({ what: `lazy ${name}`, files: [name], budget: 210 * kib })),
]
for (const { what, files, budget } of checks) {
  const size = files.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(folder, name))).length, 0)
  const fits = files.length > 0 && size <= budget
  process.stdout.write(`${fits ? 'ok ' : 'TOO LARGE '} ${what}: ${(size / kib).toFixed(1)} KiB of ${budget / kib} (gzip)\n`)
  if (!fits) process.exitCode = 1
}
