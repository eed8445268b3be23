import { Script } from 'node:vm'
import { AppError } from '../errors.ts'
import type { Answer, ParserTask, Request } from './task.ts'

/** Makes this process one that parses what it is sent, one input at a time, until whoever started it is gone. */
export function serveParsers(tasks: ParserTask<never, unknown>[]): void {
  const parsers = new Map(tasks.map(({ name, parse }) => [name, parse as (input: unknown) => unknown]))
  process.on('message', (request: Request) => void answer(parsers, request).then((said) => process.send?.(said)))
  process.on('disconnect', () => process.exit())
  // Ctrl-C reaches the whole group: our parent decides when we end.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
  process.send?.('ready')
}

async function answer(parsers: Map<string, (input: unknown) => unknown>, { name, input, ms }: Request): Promise<Answer> {
  try {
    const parse = parsers.get(name)
    if (!parse) throw new Error(`there is no parser ${name}`)
    return { ok: true, value: await interruptible(() => parse(input), ms) }
  } catch (error) {
    return { ok: false, error: told(error) }
  }
}

const place = globalThis as { parleyParse?: (() => unknown) | undefined }
const call = new Script('parleyParse()')

/**
 * Stops what does not come back from a loop or a regular expression, up to the work's first `await`: also when there is no parent left that could end
 * this process. What comes behind it has a clock of its own (`htmlLimits`), or is ended by the parent.
 */
function interruptible(work: () => unknown, ms: number): unknown {
  place.parleyParse = work
  try {
    return call.runInThisContext({ timeout: ms })
  } finally {
    place.parleyParse = undefined
  }
}

function told(error: unknown): Extract<Answer, { ok: false }>['error'] {
  const { message, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error), code: undefined }
  if (error instanceof AppError) return { message, refusal: { code: error.code, field: error.field } }
  return { message: message.slice(0, 500), tooSlow: code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' }
}
