import { accounts } from './accounts/index.ts'
import { channels } from './channels/feature.ts'
import { customers } from './customers/index.ts'
import { inbox } from './inbox/index.ts'
import { ensureDemo } from './prisma/seed.ts'
import { logTheConsole } from './server/console.ts'
import { env, StartError } from './server/env.ts'
import type { Feature } from './server/feature.ts'
import { log } from './server/log.ts'
import { type Running, start } from './server/start.ts'
import { aborted } from './server/within.ts'

const features: Feature[] = [accounts, channels, customers, inbox]

logTheConsole()
const leaving = leaveWhenAsked()
let running: Running | undefined
let failure: { error: unknown } | undefined
try {
  running = await start(features, leaving)
  await announce(running)
  await Promise.race([aborted(leaving), running.failed])
} catch (error) {
  // What fails because we were asked to leave in the middle of it is no news.
  if (!leaving.aborted) failure = { error }
}
await running?.stop()
// Last, so that whoever looks why it ended finds it at the end.
if (failure) tellWhy(failure.error)
process.exit()

/**
 * Aborts at Ctrl-C, SIGTERM, or an error nothing was ready for: then Parley stops in good order, within 15 s. Asked again it does the same, for
 * npm passes on the Ctrl-C that the terminal has sent us already.
 */
function leaveWhenAsked(): AbortSignal {
  const asked = new AbortController()
  const leave = () => {
    if (asked.signal.aborted) return
    setTimeout(() => process.exit(1), 15_000).unref()
    asked.abort()
  }
  process.on('SIGINT', leave).on('SIGTERM', leave)
  process.on('uncaughtException', (error) => {
    tellWhy(error)
    leave()
  })
  return asked.signal
}

function tellWhy(error: unknown): void {
  process.exitCode = 1
  // Once it runs, whoever reads our stderr reads JSON.
  if (error instanceof StartError && !running) process.stderr.write(`${error.message}\n`)
  else if (error instanceof StartError) log.fatal(error.message)
  else log.fatal({ err: error }, 'Parley met an error nothing was ready for, and stops')
}

// The two lines a person looks for; everything else goes to stderr as log.
async function announce({ port, workerPort }: Running): Promise<void> {
  const { DEMO_PASSWORD, HOST, PORT, PUBLIC_URL } = env()
  if (port === null) return print(`Parley’s worker is ready; http://${HOST}:${workerPort}/readyz tells how it is`)
  const demo = await ensureDemo(leaving).catch(goOnWithout)
  print(`Parley is ready at ${PORT === 0 ? `http://localhost:${port}` : PUBLIC_URL}`)
  if (demo) print(`Sign in as ${demo.email} with ${DEMO_PASSWORD ? 'the password in DEMO_PASSWORD' : `the password ${demo.password}`}`)
}

/** Whoever works here needs no demo. */
function goOnWithout(error: unknown): null {
  if (leaving.aborted) throw error
  log.error({ err: error }, 'the demo could not be made')
  print('The demo could not be made or finished, so Parley starts without it: the log says why. DEMO=0 leaves it out.')
  return null
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
