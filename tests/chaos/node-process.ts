import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** One process of an installation, which can be hurt. */
export type NodeProcess = {
  /** kill -9, and a new process at once, whose clock may be off by `skewMs`. Resolves when that one is ready. */
  kill: (skewMs?: number) => Promise<void>
  /** Stands still for so long, and goes on as if nothing had been. */
  stopFor: (ms: number) => Promise<void>
  end: () => Promise<void>
  /** How often it ended without being killed. */
  collapses: () => number
}

const root = path.resolve(import.meta.dirname, '../..')

/** Starts Parley with these settings; it is ready when `address` says so. */
export async function startNode(settings: Record<string, string>, address: string): Promise<NodeProcess> {
  let collapses = 0
  let child = launch(settings)
  await ready(address, child)
  const stop = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (hasEnded(child)) return void (collapses += 1)
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    kill: async (skewMs = 0) => {
      await stop('SIGKILL')
      child = launch(settings, skewMs)
      await ready(address, child)
    },
    stopFor: async (ms) => {
      child.kill('SIGSTOP')
      await sleep(ms)
      child.kill('SIGCONT')
      await ready(address, child)
    },
    end: () => stop('SIGTERM'),
    collapses: () => collapses,
  }
}

function launch(settings: Record<string, string>, skewMs = 0): ChildProcess {
  const env = { ...process.env, VITEST: '', NODE_ENV: 'production', CLOCK_SKEW_MS: String(skewMs), ...settings }
  const args = ['--import', './tests/chaos/skewed-clock.mjs', '--import', 'tsx', 'main.ts']
  return spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function ready(address: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`Parley ended by itself with ${child.exitCode}`)
    const answer = await fetch(address, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error('Parley was not ready within a minute')
}
