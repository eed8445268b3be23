import type { Account, Adapter, InboundItem } from '../adapter.ts'
import { openByAddress } from '../provider/media.ts'
import type { GraphAccount } from './graph.ts'
import { isOf, pageItems, type Origin } from './page-entries.ts'
import { seen } from './page-send.ts'
import { graphHandshake, verifyGraph, type Change } from './webhook.ts'
import { tagQuota } from './window.ts'
import { words } from './words.zh-CN.ts'

/**
 * What a Page and an Instagram account, which is linked to one, have in common as channels. `accountId` tells the account's id at Meta,
 * `publicItem` reads what happens to it in public.
 */
export function pageChannel<Config extends GraphAccount['config']>(
  accountId: (account: Account<Config>) => string,
  publicItem: (change: Change, origin: Origin) => InboundItem,
) {
  return {
    words,
    handshake: graphHandshake,
    verify: (request, account) => verifyGraph(request, account, (part) => isOf(part, accountId(account))),
    parse: async (body) => pageItems(body, publicItem),
    externalId: () => null,
    ownHandles: (account) => [{ kind: 'meta', value: `${accountId(account)}/${accountId(account)}` }],
    parts: 'split',
    repeatable: () => false,
    quota: tagQuota,
    pace: () => ({ n: 100, ms: 1000 }),
    openMedia: openByAddress,
    markRead: async (account, thread) => void (await seen(account, thread)),
  } satisfies Partial<Adapter<Config>>
}

const limits = { receipts: 'read', typing: false, subject: false, starts: null, templates: false } as const
const noFiles = { maxBytes: 0, maxCount: 0 }

/** What can be said there: privately so much, with files, and in public a text. */
export function pageCapabilities(
  text: Adapter['capabilities']['text'],
  attachments: Adapter['capabilities']['attachments'],
  inPublic: Adapter['capabilities']['text'],
): Adapter['capabilities'] {
  const below = { text: inPublic, attachments: noFiles }
  return { text, attachments, ...limits, surfaces: { comment: below, mention: below } }
}
