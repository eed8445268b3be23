import { fail } from '../../server/errors.ts'
import { ParserFailed } from '../../server/parsers/task.ts'

/** What a parser gave up is refused (`invalid`), for whoever sent it to mend; anything else goes on as it is. */
export function refuseUnreadable(error: unknown): never {
  if (error instanceof ParserFailed) fail('invalid', error.message, { field: 'file', cause: error })
  throw error
}
