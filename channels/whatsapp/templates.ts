import * as z from 'zod'
import type { Template } from '../../contract/channels.ts'
import { fail } from '../../server/errors.ts'
import { graph, graphError } from '../meta/graph.ts'
import type { WhatsappAccount } from './send.ts'

const component = z.looseObject({ type: z.string(), text: z.string().default(''), format: z.string().default('TEXT') })
const listed = z.looseObject({
  ...{ name: z.string(), language: z.string(), status: z.string(), parameter_format: z.string().optional() },
  components: z.array(component).catch([]),
})
type Listed = z.infer<typeof listed>
const page = z.looseObject({ data: z.array(listed) })

/** The first 500 approved templates whose only variables are numbered ones in the body; others need more than a text. Refuses with `upstream`. */
export async function listTemplates(account: WhatsappAccount): Promise<Template[]> {
  const query = { fields: 'name,language,status,parameter_format,components', status: 'APPROVED', limit: '500' }
  const answer = await graph(account, `${account.config.businessAccountId}/message_templates`, { query })
  const read = page.safeParse(answer.json).data
  if (read) return read.data.filter(isFillable).map(toTemplate)
  return fail('upstream', `Meta does not list the templates: ${graphError(answer)?.said ?? answer.status}. Check the channel’s settings.`)
}

function isFillable({ status, parameter_format: variables, components }: Listed): boolean {
  const others = components.filter(({ type }) => type !== 'BODY')
  return (
    status === 'APPROVED' && variables !== 'NAMED' && others.every((one) => one.format === 'TEXT' && !JSON.stringify(one).includes('{{'))
  )
}

function toTemplate({ name, language, components }: Listed): Template {
  const { text } = components.find(({ type }) => type === 'BODY') ?? { text: '' }
  return { name, language, text, variables: new Set(text.match(/\{\{\d+\}\}/g)).size }
}
