// @ts-check
// `npm run docs:draw`: draws who imports whom into docs/architecture.md, from the code itself. `--check` only says whether it is up to date.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const page = 'docs/architecture.md'
const [begin, end] = ['<!-- picture: begin -->', '<!-- picture: end -->']
const folders = ['web', 'inbox', 'customers', 'accounts', 'channels', 'language', 'server', 'prisma', 'contract']

const text = readFileSync(page, 'utf8')
const drawn = text.replace(new RegExp(`${begin}[^]*${end}`), () => `${begin}\n\n${picture(arrows())}\n\n${end}`)
if (!process.argv.includes('--check')) writeFileSync(page, drawn)
else if (drawn !== text) {
  process.stderr.write(`${page} does not show the imports as they are: run “npm run docs:draw” and look at what changed.\n`)
  process.exit(1)
}

/** Every folder-to-folder import of the program (not of its tests or the demo's seed), as `from to`. */
function arrows() {
  const args = [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'main.ts',
    'parsers.ts',
    ...folders.filter((folder) => existsSync(folder)),
  ]
  const { stdout } = spawnSync('npx', ['--no-install', 'depcruise', ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    shell: process.platform === 'win32',
  })
  /** @type {{ modules: { source: string, dependencies: { resolved: string }[] }[] }} */
  const { modules } = JSON.parse(stdout)
  const found = modules
    .filter(({ source }) => !/\.test\.tsx?$|^prisma\/(seed|demo)/.test(source))
    .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => [placeOf(source), placeOf(resolved)]))
    .filter(([from, to]) => from && to && from !== to)
  return [...new Set(found.map(([from, to]) => `${from} ${to}`))].sort()
}

/** @param {string} file */
function placeOf(file) {
  if (file === 'main.ts' || file === 'parsers.ts') return file.replace('.ts', '')
  return folders.find((folder) => file.startsWith(`${folder}/`))
}

/** @param {string[]} found */
function picture(found) {
  return ['```mermaid', 'flowchart TD', ...found.map((arrow) => `  ${arrow.replace(' ', ' --> ')}`), '```'].join('\n')
}
