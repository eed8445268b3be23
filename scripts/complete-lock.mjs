// @ts-check
// A registry that carries only this platform's binaries makes npm leave the other platforms' optional packages out of the lock file, and
// `npm ci` then refuses it. Run after `npm install`: adds what is missing, with the platform read from the package's name, and the checksum
// of every package that has none, so that nothing can be put in its place.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, optionalDependencies?: Record<string, string>, os?: string[], cpu?: string[], libc?: string[] }} Entry */

const file = new URL('../package-lock.json', import.meta.url)
/** @type {{ packages: Record<string, Entry> }} */
const lock = JSON.parse(readFileSync(file, 'utf8'))
const { '': root = {}, ...packages } = lock.packages
const missing = Object.entries(packages).flatMap(([parent, entry]) => missingOf(parent, entry))
lock.packages = { '': root, ...Object.fromEntries([...Object.entries(packages), ...missing].sort(([a], [b]) => (a < b ? -1 : 1))) }
const unchecked = Object.entries(lock.packages).filter(([path, { integrity }]) => path !== '' && integrity === undefined)
await Promise.all(unchecked.map(addIntegrity))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${missing.length} packages of other platforms added to package-lock.json, ${unchecked.length} checksums\n`)

/**
 * Asks the registry for the checksum of one package; throws when it knows none, for then the lock file cannot be trusted.
 * @param {[string, Entry]} entry
 */
async function addIntegrity([path, entry]) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const { stdout } = await run('npm', ['view', `${name}@${entry.version}`, 'dist.integrity'])
  if (!stdout.startsWith('sha512-')) throw new Error(`the registry gives no checksum for ${name}@${entry.version}`)
  entry.integrity = stdout.trim()
}

/**
 * @param {string} parent
 * @param {Entry} entry
 * @returns {[string, Entry][]}
 */
function missingOf(parent, { optionalDependencies = {}, dev = false }) {
  const names = Object.keys(optionalDependencies).filter((name) => !isLocked(parent, name))
  return names.map((name) => [
    `node_modules/${name}`,
    { version: optionalDependencies[name]?.replace(/^[\^~]/, '') ?? '', ...platformOf(name), optional: true, ...(dev ? { dev } : {}) },
  ])
}

/**
 * @param {string} parent
 * @param {string} name
 */
function isLocked(parent, name) {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (`${folder ? `${folder}/` : ''}node_modules/${name}` in packages) return true
    if (!folder) return false
  }
}

/** @param {string} name */
function platformOf(name) {
  const os = /android|darwin|freebsd|linux|openharmony|win32|windows/.exec(name)?.[0].replace('windows', 'win32')
  const cpu = /wasm32|arm64|x64|ia32|ppc64|riscv64|s390x|arm/.exec(name.split('/').at(-1) ?? '')?.[0]
  const libc = /musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : undefined
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(libc && os === 'linux' ? { libc: [libc] } : {}), ...(os ? { os: [os] } : {}) }
}
