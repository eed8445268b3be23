import { accounts } from './accounts/index.ts'
import { channels } from './channels/feature.ts'
import { customers } from './customers/index.ts'
import { inbox } from './inbox/index.ts'
import { ensureDemo } from './prisma/seed.ts'
import { env, StartError } from './server/env.ts'
import type { Feature } from './server/feature.ts'
import { log } from './server/log.ts'
import { type Running, start } from './server/start.ts'

const features: Feature[] = [accounts, channels, customers, inbox]

try {
  const running = await start(features)
  stopOnSignals(running)
  await announce(running)
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

/** Stops in good order at the first Ctrl-C or SIGTERM; at once at the second, or after 15 s. */
function stopOnSignals(running: Running): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => process.exit(1), 15_000).unref()
    void running.stop().then(() => process.exit(0))
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'Parley met an error nothing was ready for, and stops')
    process.exitCode = 1
    void running.stop().then(() => process.exit(1))
  })
}

// The two lines a person looks for; everything else goes to stderr as log.
async function announce({ port }: Running): Promise<void> {
  if (port === null) return print('Parley’s worker is ready')
  const { DEMO_PASSWORD, PORT, PUBLIC_URL } = env()
  const demo = await ensureDemo()
  print(`Parley is ready at ${PORT === 0 ? `http://localhost:${port}` : PUBLIC_URL}`)
  if (demo) print(`Sign in as ${demo.email} with ${DEMO_PASSWORD ? 'the password in DEMO_PASSWORD' : `the password ${demo.password}`}`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
