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
stopWithNpm()
const bundle = '../dist/server/main.js'
await import(bundle)

// npm passes a SIGTERM on to its shell only, which ends and leaves us behind.
function stopWithNpm() {
  const npm = process.ppid
  if (process.env['npm_lifecycle_event'] !== 'start') return
  const watch = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
