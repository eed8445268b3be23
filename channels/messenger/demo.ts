import type { Demo, Simulated } from '../adapter.ts'
import { pagePeer, practiceId, practiceMessage, signedEntry } from '../meta/peer.ts'
import type { MessengerConfig } from './config.ts'

/** What the practice Page is set up with: its peer takes these and no others. */
export const practice = {
  pageId: '108824017345866',
  accessToken: 'EAAG-practice-token-of-a-page',
  appSecret: 'practice-app-secret-of-a-page',
  verifyToken: 'practice-verify-token',
}

/** A shop's Page in small. */
export const demo: Demo<MessengerConfig> = {
  name: 'Practice Page 练习主页',
  config: (peerUrl) => ({ ...practice, apiUrl: peerUrl }),
  simulates: ['text', 'image', 'voice', 'location', 'comment', 'mention'],
  simulate: ({ config: { appSecret, pageId } }, simulated) => signedEntry('page', appSecret, entryOf(pageId, simulated)),
  peer: ({ config: { pageId } }, deliver) =>
    pagePeer({
      ...{ secrets: practice, accountId: practice.pageId, longest: 8_000 },
      tell: (event) => deliver(signedEntry('page', practice.appSecret, { id: pageId, time: Date.now(), messaging: [event] })),
    }),
}

function entryOf(pageId: string, simulated: Simulated): object {
  const { type, from, text, id, now } = simulated
  const entry = { id: pageId, time: now.getTime() }
  if (type !== 'comment' && type !== 'mention') return { ...entry, messaging: [practiceMessage(pageId, simulated)] }
  const post = `${type === 'comment' ? pageId : '550000000000001'}_100000000000001`
  const value = {
    item: 'comment',
    verb: 'add',
    from: { id: practiceId(from), name: from },
    post_id: post,
    parent_id: post,
    message: text,
    post: { id: post, permalink_url: `https://www.facebook.com/${post}` },
  }
  const change = { ...value, comment_id: `100000000000001_${id}`, created_time: Math.floor(now.getTime() / 1000) }
  return { ...entry, changes: [{ field: type === 'comment' ? 'feed' : 'mention', value: change }] }
}
