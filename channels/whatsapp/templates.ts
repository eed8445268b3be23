import * as z from 'zod'
import type { Template } from '../../contract/channels.ts'
import { fail } from '../../server/errors.ts'
import { graph, graphError } from '../meta/graph.ts'
import type { WhatsappAccount } from './send.ts'

/** What the places of a body were filled with when it was submitted: by number, or by name. */
const example = z.looseObject({
  body_text: z.array(z.array(z.string())).catch([]),
  body_text_named_params: z.array(z.looseObject({ param_name: z.string(), example: z.string() })).catch([]),
})
const component = z.looseObject({
  ...{ type: z.string(), text: z.string().default(''), format: z.string().default('TEXT') },
  example: example.optional().catch(undefined),
})
const listed = z.looseObject({
  ...{ name: z.string(), language: z.string(), status: z.string() },
  components: z.array(component).catch([]),
})
type Listed = z.infer<typeof listed>
const page = z.looseObject({ data: z.array(listed) })

/** The first 500 approved templates whose only variables, numbered or named, are in the body; others need more than a text. Refuses with `upstream`. */
export async function listTemplates(account: WhatsappAccount): Promise<Template[]> {
  const query = { fields: 'name,language,status,components', status: 'APPROVED', limit: '500' }
  const answer = await graph(account, `${account.config.businessAccountId}/message_templates`, { query })
  const read = page.safeParse(answer.json).data
  if (read) return read.data.filter(isFillable).map(toTemplate)
  return fail('upstream', `Meta does not list the templates: ${graphError(answer)?.said ?? answer.status}. Check the channel’s settings.`)
}

function isFillable({ status, components }: Listed): boolean {
  const others = components.filter(({ type }) => type !== 'BODY')
  return status === 'APPROVED' && others.every((one) => one.format === 'TEXT' && !JSON.stringify(one).includes('{{'))
}

/** Places by number keep it; those by name are numbered in the order they stand. */
function toTemplate({ name, language, components }: Listed): Template {
  const { text, example } = components.find(({ type }) => type === 'BODY') ?? { text: '' }
  const keys = [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, key = '']) => key))]
  if (keys.every((key) => /^\d+$/.test(key))) {
    const values = example?.body_text[0] ?? []
    return { name, language, text, places: keys.map((_, n) => ({ name: null, example: values[n] ?? null })) }
  }
  const numbered = text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_place, key: string) => `{{${keys.indexOf(key) + 1}}}`)
  const named = example?.body_text_named_params ?? []
  const exampleOf = (key: string) => named.find((one) => one.param_name === key)?.example ?? null
  return { name, language, text: numbered, places: keys.map((key) => ({ name: key, example: exampleOf(key) })) }
}
