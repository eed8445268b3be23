import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

// Below those that systems lend to outgoing connections (32768 and up on Linux, 49152 elsewhere): one of these could take it meanwhile.
const [first, end] = [20_000, 32_000]

/** A port of loopback nobody listens on right now. Throws when none of a hundred is free. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < 100; tried += 1) {
    const port = randomInt(first, end)
    if (await isFree(port)) return port
  }
  throw new Error(`no port between ${first} and ${end} is free: stop what listens on so many`)
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch {
    return false
  }
  probe.close()
  await once(probe, 'close')
  return true
}
