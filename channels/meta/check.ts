import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import { clock, error, ok, publicAddress, unreachable, warning } from '../provider/findings.ts'
import { graphError, type GraphAccount } from './graph.ts'
import { meaningOf } from './errors.ts'
import type { Answer } from '../provider/ask.ts'

type Step = {
  subject: string
  /** The call that shows it. */
  ask: () => Promise<Answer>
  /** What a good answer shows. */
  good: (json: unknown) => Finding
  /** What to do, and the setting most likely wrong, when Meta refuses. */
  fix: string
  field: string
}

/** Tries the steps one after another; a refused first one, or no answer, ends it. Says too whether Meta reaches us and whether our clock is right. */
export async function checkGraph(account: GraphAccount, steps: Step[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [n, step] of steps.entries()) {
    const answer = await step.ask().catch((failure: unknown) => unreachable(failure, 'apiUrl'))
    if ('level' in answer) return [...findings, answer, publicAddress(account)]
    if (n === 0) findings.push(...clock(answer))
    const isGood = answer.status >= 200 && answer.status < 300
    findings.push(isGood ? step.good(answer.json) : problem(answer, step))
    if (!isGood && n === 0) break
  }
  return [...findings, publicAddress(account)]
}

/** What Meta refused, with the setting to mend. */
function problem(answer: Answer, { subject, field, fix }: Step): Finding {
  const refusal = graphError(answer)
  const reason = refusal && meaningOf(refusal)?.reason
  if (refusal?.said.includes('appsecret_proof'))
    return error(subject, reason ?? refusal.said, 'Copy the app secret again from App settings → Basic, of the same app.', 'appSecret')
  if (answer.status === 401 || refusal?.code === 190)
    return error(subject, reason ?? `Meta answered ${answer.status}.`, 'Copy the access token again, or make a new one.', 'accessToken')
  return error(subject, refusal ? `Meta refused: ${refusal.said}` : `Meta answered ${answer.status}.`, fix, field)
}

const list = z.looseObject({ data: z.array(z.unknown()) })

/** Whether Meta sends webhooks at all, from the list of apps subscribed to the account. */
export function subscribed(json: unknown): Finding {
  const apps = list.safeParse(json).data?.data ?? []
  if (apps.length > 0) return ok('Webhooks', 'The account is subscribed to an app.')
  const fix = 'Subscribe the account to the app’s webhooks, as the set-up steps say.'
  return warning('Webhooks', 'No app is subscribed to this account, so Meta sends nothing.', fix)
}
