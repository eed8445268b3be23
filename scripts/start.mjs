// @ts-check
// `npm start`: builds what is missing or out of date, then becomes the server. `--no-web` leaves the browser app as it is.
import { build, isStale } from './build.mjs'

const wanted = /** @type {const} */ (['web', 'server']).filter((part) => part !== 'web' || !process.argv.includes('--no-web'))
const stale = wanted.filter(isStale)

if (stale.includes('web')) process.stderr.write('Building the web app, once …\n')
try {
  await Promise.all(stale.map(build))
} catch (error) {
  process.stderr.write(`Parley could not be built: ${/** @type {Error} */ (error).message}\n`)
  process.exit(1)
}
const bundle = '../dist/server/main.js'
await import(bundle)
