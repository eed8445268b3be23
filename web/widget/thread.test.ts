import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WidgetMessage } from '../../contract/widget.ts'
import { newId } from './id.ts'
import { isEmojiOnly, pieces } from './links.ts'
import { entries, lastPosition, markSeen, merge, ordered, receiptDue, unreadCount, withAddresses, type Thread } from './thread.ts'
import { languageOf } from './words.ts'
import { isLight } from './style.ts'

const message = (position: number, more: Partial<WidgetMessage> = {}): WidgetMessage => ({
  ...{ id: `m${position}`, version: 1, position, mine: false, author: 'Li Na', text: `text ${position}`, attachments: [] },
  ...{ status: 'sent', at: '2026-11-22T10:00:00.000Z' },
  ...more,
})
const threadOf = (...messages: WidgetMessage[]): Thread => {
  const thread: Thread = new Map()
  merge(thread, messages)
  return thread
}

describe('the thread', () => {
  test('comes out the same in whatever order, and however often, its messages come in', () => {
    const versions = [1, 2, 3].flatMap((position) => [message(position), message(position, { version: 2, status: 'read' })])
    fc.assert(
      fc.property(fc.shuffledSubarray(versions, { minLength: 6 }), fc.array(fc.constantFrom(...versions)), (shuffled, again) => {
        const thread: Thread = new Map()
        for (const one of [...shuffled, ...again]) merge(thread, [one])
        expect(ordered(thread)).toEqual([1, 2, 3].map((position) => message(position, { version: 2, status: 'read' })))
      }),
    )
  })

  test('takes no tick back', () => {
    const thread = threadOf(message(1, { mine: true, status: 'received' }), message(2, { mine: true, status: 'received' }))
    markSeen(thread, 1)
    merge(thread, [message(1, { mine: true, status: 'received', version: 2 })])
    expect(ordered(thread).map(({ status }) => status)).toEqual(['read', 'received'])
    expect(merge(thread, [message(2, { mine: true, status: 'read' })])).toBe(true)
  })

  test('shows what is on its way below what the server has, each once', () => {
    const unsent = { id: 'm2', text: 'hi', attachments: [], at: '2026-11-22T10:00:00.000Z' }
    const thread = threadOf(message(1))
    expect(entries(thread, [unsent]).map(({ id, status }) => [id, status])).toEqual([
      ['m1', 'sent'],
      ['m2', 'sending'],
    ])
    merge(thread, [message(2, { mine: true, status: 'received' })])
    expect(entries(thread, [{ ...unsent, taken: true }]).map(({ id, status }) => [id, status])).toEqual([
      ['m1', 'sent'],
      ['m2', 'received'],
    ])
  })

  test('knows what to tell the server, and what is unread', () => {
    const thread = threadOf(message(1, { status: 'read' }), message(2), message(3, { mine: true, status: 'received' }))
    expect([receiptDue(thread, 'delivered')?.id, receiptDue(thread, 'read')?.id]).toEqual(['m2', 'm2'])
    merge(thread, [message(2, { version: 2, status: 'delivered' })])
    expect([receiptDue(thread, 'delivered'), receiptDue(thread, 'read')?.id]).toEqual([null, 'm2'])
    expect([unreadCount(thread, 0), unreadCount(thread, 2), lastPosition(thread), lastPosition(new Map())]).toEqual([1, 0, 3, 0])
  })

  test('names files by whole addresses, and never by one of another scheme’s making', () => {
    const shown = { id: 'f', name: 'a', type: 'image/png', size: 1, inline: false, width: 1, height: 1 }
    const file = { ...shown, state: 'ready' as const, reason: null, url: '/widget/files/f?key=k' }
    expect(withAddresses('https://chat.example.com', message(1, { attachments: [file] })).attachments[0]?.url).toBe(
      'https://chat.example.com/widget/files/f?key=k',
    )
  })
})

describe('links', () => {
  test.each([
    ['see https://example.com/a?b=c.', ['https://example.com/a?b=c']],
    ['见https://example.cn/礼品，谢谢', ['https://example.cn/礼品']],
    ['(https://example.com/x)', ['https://example.com/x']],
    ['https://example.com/wiki/Tea_(drink)', ['https://example.com/wiki/Tea_(drink)']],
    ['javascript:alert(1) data:text/html,x ftp://example.com', []],
    ['https://', []],
  ])('%s', (text, links) => {
    expect(pieces(text).flatMap((piece) => piece.href ?? [])).toEqual(links)
  })

  test('lose no character of any text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.constantFrom(' ', '(', ').', '，'))), (parts) => {
        const text = parts.join('')
        expect(
          pieces(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})

test('large are up to three emoji and nothing else', () => {
  expect(['👍', '👩‍👩‍👧', '👍🏽 🎁', '❤️'].every(isEmojiOnly)).toBe(true)
  expect(['', '1', '👍 ok', '😀😀😀😀', '#️⃣1'].some(isEmojiOnly)).toBe(false)
})

test('ids are UUIDv7, different, and sorted by time', () => {
  const ids = [1, 2, 3].map((n) => newId(1_760_000_000_000 + n))
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(ids.toSorted()).toEqual(ids)
})

test('the page’s language comes before the channel’s, and that before the browser’s', () => {
  expect([
    languageOf('zh-TW', 'en', 'en'),
    languageOf(undefined, 'en', 'zh-CN'),
    languageOf(undefined, 'auto', 'zh-CN'),
    languageOf(undefined, 'auto', 'fr'),
  ]).toEqual(['zh-CN', 'en', 'zh-CN', 'en'])
})

test('text on the accent is dark on light colours and white on dark ones', () => {
  expect(['#ffd84d', '#7dbb9b', '#ffffff'].every(isLight)).toBe(true)
  expect(['#2450c8', '#2f5a45', '#c93a22', '#000000'].some(isLight)).toBe(false)
})
