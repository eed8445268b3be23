import type { Template } from '../contract/channels.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { loadAccount } from './accounts.ts'
import { getRow } from './channels.ts'
import { NoAnswer } from './provider/ask.ts'
import { adapterFor } from './table.ts'

/** The messages prepared with a channel's provider; none where it has no such thing. Refuses with `upstream` while the provider is away. */
export async function listTemplates(context: Context, { id }: { id: string }): Promise<{ data: Template[]; next: null }> {
  const { kind } = await getRow(context, id)
  const { templates } = adapterFor(kind)
  if (!templates) return { data: [], next: null }
  try {
    return { data: await templates(await loadAccount(id)), next: null }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return fail('upstream', `The prepared messages could not be fetched: ${error.message} Try again in a moment.`, { cause: error })
  }
}
