import { describe, expect, test } from 'vitest'
import { message } from '../../../../../tests/web/samples.ts'
import type { OutboxItem } from '../../../sync/outbox.ts'
import { entriesOf } from './entries.ts'

const shanghai = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
const waiting = (id: string): OutboxItem => ({
  id,
  conversationId: 'c1',
  kind: 'text',
  text: id,
  attachments: [],
  seen: 0,
  createdAt: 0,
  tries: 0,
  state: 'waiting',
  reason: null,
})
const layOut = (part: Partial<Parameters<typeof entriesOf>[0]>) =>
  entriesOf({ messages: [], pending: [], hasOlder: false, isTyping: false, ...part }, shanghai)

describe('a thread is laid out', () => {
  test('with a new day where the workspace’s clock, not the browser’s, strikes midnight', () => {
    const before = message({ id: 'a', createdAt: '2026-11-20T15:59:00Z' })
    const after = message({ id: 'b', createdAt: '2026-11-20T16:01:00Z' })
    expect(layOut({ messages: [before, after] }).map((entry) => entry.type)).toEqual(['day', 'message', 'day', 'message'])
  })

  test('with one face for what one hand wrote within five minutes', () => {
    const at = (minutes: number) => new Date(Date.parse('2026-11-20T02:00:00Z') + minutes * 60_000).toISOString()
    const agent = { type: 'agent', id: 'u1', name: '王芳' } as const
    const messages = [
      message({ id: '1', createdAt: at(0) }),
      message({ id: '2', createdAt: at(4) }),
      message({ id: '3', createdAt: at(10) }),
      message({ id: '4', createdAt: at(11), author: agent }),
      message({ id: '5', createdAt: at(12), author: agent, kind: 'note' }),
    ]
    const continues = layOut({ messages }).flatMap((entry) => (entry.type === 'message' ? [entry.continues] : []))
    expect(continues).toEqual([false, true, false, false, false])
  })

  test('with what is on its way behind what arrived, and nothing twice once the server has it', () => {
    const entries = layOut({ messages: [message({ id: 'sent' })], pending: [waiting('sent'), waiting('new')] })
    expect(entries.map((entry) => entry.key).slice(1)).toEqual(['sent', 'new'])
  })

  test('with earlier messages announced at the top and the writer at the end', () => {
    expect(layOut({ hasOlder: true, isTyping: true }).map((entry) => entry.type)).toEqual(['older', 'typing'])
  })
})
