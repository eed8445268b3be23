import { adapterFor, listTemplates, type Outbound } from '../channels/index.ts'
import type { ChannelKind, Template } from '../contract/channels.ts'
import type { TemplateUse } from '../contract/messages.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'

/** A prepared message as it goes out: what the provider is told, and what the customer will read. */
export type Prepared = { use: NonNullable<Outbound['template']>; text: string }

/**
 * Looks a prepared message up with the provider and fills its variables in. Refuses what the channel does not have. It asks the provider, so
 * call it before a transaction, not in one. `text`: what was written besides, which must be nothing.
 */
export async function prepare(
  context: Context,
  channel: { id: string; kind: ChannelKind },
  use: TemplateUse,
  text: string,
): Promise<Prepared> {
  if (text.trim() !== '') fail('invalid', 'Send either a text or a prepared message.', { field: 'template' })
  if (!adapterFor(channel.kind).capabilities.templates)
    fail('invalid', 'This channel has no prepared messages. Write a text instead.', { field: 'template' })
  const { data } = await listTemplates(context, channel)
  const template = data.find(({ name, language }) => name === use.name && language === use.language)
  if (!template)
    return fail('invalid', 'The provider does not have this prepared message (any more). Choose another.', { field: 'template' })
  const { places } = template
  if (use.variables.length !== places.length || use.variables.some((value) => value.trim() === ''))
    fail('invalid', `This prepared message has ${places.length} places to fill in. Fill in each.`, { field: 'template' })
  const names = places.flatMap(({ name }) => name ?? [])
  const isNamed = places.length > 0 && names.length === places.length
  return { use: isNamed ? { ...use, names } : use, text: filled(template, use.variables) }
}

function filled({ text }: Template, variables: string[]): string {
  return text.replace(/\{\{(\d+)\}\}/g, (place, n: string) => variables[Number(n) - 1] ?? place)
}
