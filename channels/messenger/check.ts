import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { error, ok } from '../provider/findings.ts'
import { graph } from '../meta/graph.ts'
import { checkGraph, subscribed } from '../meta/check.ts'
import type { MessengerConfig } from './config.ts'

const page = z.looseObject({ id: z.string(), name: z.string().catch('') })

/** Asks whose the token is, and who hears of the Page. */
export function check(account: Account<MessengerConfig>): Promise<Finding[]> {
  const { pageId } = account.config
  const fix = 'Use a Page access token with pages_messaging, pages_manage_metadata, pages_read_engagement and pages_manage_engagement.'
  const isOurs = (json: unknown): Finding => {
    const read = page.safeParse(json).data
    if (read?.id === pageId) return ok('Page', `The token speaks for ${read.name} (${read.id}).`)
    return error('Page', `The token speaks for ${read?.name ?? ''} (${read?.id ?? ''}), not for this Page.`, fix, 'pageId')
  }
  return checkGraph(account, [
    { subject: 'Page', ask: () => graph(account, 'me', { query: { fields: 'id,name' } }), good: isOurs, fix, field: 'accessToken' },
    { subject: 'Webhooks', ask: () => graph(account, `${pageId}/subscribed_apps`), good: subscribed, fix, field: 'pageId' },
  ])
}
