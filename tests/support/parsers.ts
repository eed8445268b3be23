import { fail } from '../../server/errors.ts'
import { serveParsers } from '../../server/parsers/serve.ts'
import type { ParserTask } from '../../server/parsers/task.ts'

const task = <Input, Output>(name: string, seconds: number, parse: ParserTask<Input, Output>['parse']): ParserTask<Input, Output> => ({
  ...{ name, seconds, lane: 'quick', parse },
})

/** Parsers that do what foreign input may make one do; for tests of the pool. */
export const samples = {
  echo: task('echo', 30, (input: unknown) => input),
  pid: task('pid', 30, () => process.pid),
  environment: task('environment', 30, () => Object.keys(process.env)),
  loop: task('loop', 1, () => {
    for (;;);
  }),
  backtrack: task('backtrack', 1, () => /(x+x+)+y/.test('x'.repeat(50))),
  neverResolves: task('neverResolves', 1, () => new Promise<void>(() => undefined)),
  long: task('long', 120, () => new Promise<void>((resolve) => void setTimeout(resolve, 100_000))),
  memory: task('memory', 60, () => {
    const found = new Map<number, number>()
    for (let n = 0; ; n += 1) found.set(n, n)
  }),
  leave: task('leave', 30, () => process.exit(3)),
  throws: task('throws', 30, () => {
    throw new TypeError('this is no mail')
  }),
  refuses: task('refuses', 30, () => fail('invalid', 'no workbook', { field: 'file' })),
}

if (process.send) serveParsers(Object.values(samples) as ParserTask<never, unknown>[])
