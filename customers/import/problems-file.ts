import { Readable } from 'node:stream'
import type Router from '@koa/router'
import { holds } from '../../contract/can.ts'
import type { Locale } from '../../contract/users.ts'
import type { Context } from '../../server/context.ts'
import { signedIn } from '../../server/endpoints.ts'
import { fail } from '../../server/errors.ts'
import type { Cell } from '../../server/export/cells.ts'
import { csvBytes } from '../../server/export/csv.ts'
import { maskFor } from '../../server/mask.ts'
import { translate } from '../../server/words.ts'
import { findImport } from './imports.ts'
import { problemsAfter } from './problems.ts'

const titles: Record<Locale, string[]> = {
  en: ['Row', 'Column', 'Value', 'What is wrong, and how to mend it'],
  'zh-CN': ['行', '列', '值', '问题与解决办法'],
}

/** `GET /api/v1/imports/:id/problems.csv`: the rows of an import that need a look, in the reader's language. */
export function problemsRoute(router: Router): void {
  router.get('/api/v1/imports/:id/problems.csv', async (ctx) => {
    const context = await signedIn(ctx)
    if (!holds(context.actor, 'customer.import')) fail('forbidden', 'Your role does not allow this. Ask an owner of the workspace.')
    const id = ctx.params['id'] ?? ''
    if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) fail('not_found', 'There is no such import.')
    const { fileName } = await findImport(context, id)
    const locale = ctx.state['locale'] as Locale
    const mask = maskFor(context.actor)
    ctx.attachment(`${mask(fileName).replace(/\.\w+$/, '')} - problems.csv`)
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'text/csv; charset=utf-8'
    ctx.body = Readable.from(csvBytes(titles[locale], linesOf(context, id, locale)), { objectMode: false })
  })
}

async function* linesOf(context: Context, id: string, locale: Locale): AsyncGenerator<Cell[]> {
  const mask = maskFor(context.actor)
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<typeof problemsAfter>> = await problemsAfter(context.sql, { id, after, limit: 1_000 })
    for (const { line, column, value, message } of page.data)
      yield [line, column && mask(column), mask(value), translate(message, locale, mask)]
    after = page.next
  }
}
