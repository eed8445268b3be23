import { format } from 'node:util'
import { log } from './log.ts'

/** From now on what libraries print, and Node's own warnings, are log lines like all others: whoever reads our stderr meets nothing but JSON. */
export function logTheConsole(): void {
  for (const name of ['log', 'info', 'debug', 'trace', 'dir'] as const) console[name] = (...said: unknown[]) => note('info', said)
  for (const name of ['warn', 'error'] as const) console[name] = (...said: unknown[]) => note('warn', said)
  // Node's own listener is the one that prints.
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => log.warn({ name, warning: message }, 'Node warns'))
}

function note(level: 'info' | 'warn', said: unknown[]): void {
  log[level]({ said: format(...said) }, 'a library wrote to the console')
}
