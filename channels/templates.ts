import type { Template } from '../contract/channels.ts'
import type { Context } from '../server/context.ts'
import { loadAccount } from './accounts.ts'
import { getRow } from './channels.ts'
import { adapterFor } from './table.ts'

/** The messages prepared with a channel's provider; none where it has no such thing. */
export async function listTemplates(context: Context, { id }: { id: string }): Promise<{ data: Template[]; next: null }> {
  const { kind } = await getRow(context, id)
  const { templates } = adapterFor(kind)
  return { data: templates ? await templates(await loadAccount(id)) : [], next: null }
}
