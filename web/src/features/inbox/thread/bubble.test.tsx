import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { conversation, message } from '../../../../../tests/web/samples.ts'
import { startTexts } from '../../../i18n/index.ts'
import { resetStore, useStore } from '../../../sync/store.ts'
import type { Clock } from '../../../i18n/time.ts'
import { Bubble } from './bubble.tsx'
import { entriesOf } from './entries.ts'

await startTexts('en')
beforeEach(() => resetStore())
afterEach(cleanup)

const clock: Clock = { locale: 'en', timeZone: 'UTC' }
const thread = conversation({ customer: { id: 'cu1', name: 'U1' } })
const by = (id: string, name: string, position: number) =>
  message({ id: `m${position}`, position, author: { type: 'customer', id, name }, text: `said by ${name}` })

/** Draws a thread; gives the colour of each bubble's face. */
function draw(messages: ReturnType<typeof message>[]): string[] {
  for (const entry of entriesOf({ messages, pending: [], hasOlder: false, isTyping: false }, clock))
    if (entry.type === 'message')
      render(<Bubble message={entry.message} continues={entry.continues} isNamed={entry.isNamed} conversation={thread} />)
  return screen.getAllByRole('article').map((article) => article.querySelector<HTMLElement>('[aria-hidden=true][style]')!.style.background)
}

describe('who wrote', () => {
  test('is named, and known by their own colour, where several write', () => {
    const colours = draw([by('cu1', 'U1', 1), by('cu-b', 'U2', 2), by('cu-d', 'U3', 3)])
    for (const name of ['U1', 'U2', 'U3']) screen.getByText(name)
    expect(new Set(colours).size).toBe(3)
  })

  test('is left to the face where one does', () => {
    draw([by('cu1', 'U1', 1), by('cu1', 'U1', 2)])
    expect(screen.queryByText('U1')).toBeNull()
  })

  test('has the colour of the customer they turned out to be', () => {
    useStore.setState({ mergedInto: { 'cu-b': 'cu1' } })
    const colours = draw([by('cu1', 'U1', 1), by('cu-b', 'Old name', 2)])
    expect(new Set(colours).size).toBe(1)
    expect(screen.queryByText('Old name')).toBeNull()
  })

  test('through a form is said with the form', () => {
    const [bo, form] = [
      { name: 'Bo', address: 'bo@c1.example' },
      { name: 'Shop Form', address: 'no-reply@forms.example' },
    ]
    const addresses = { from: form, writer: bo, replyTo: [bo], to: [], cc: [], bcc: [] }
    draw([message({ author: { type: 'customer', id: 'cu1', name: 'Bo' }, addresses, subject: 'Order' })])
    screen.getByText('U1 via no-reply@forms.example')
  })
})

describe('a message that failed', () => {
  const failed = message({ direction: 'out', status: 'failed', reason: 'Unknown user', author: { type: 'agent', id: 'u1', name: 'Lin' } })
  const asManager = (...permissions: ('inbox.work' | 'channel.manage')[]) =>
    useStore.setState({
      conversations: { [failed.conversationId]: { ...thread, id: failed.conversationId, channelId: 'ch9' } },
      grants: { permissions: ['inbox.read', ...permissions], scope: 'all', masked: [] },
    })

  test('can be edited, discarded and sent again, and leads who may to its channel', () => {
    asManager('channel.manage')
    draw([failed])
    for (const name of ['Edit', 'Discard', 'Send again']) screen.getByRole('button', { name })
    expect(screen.getByRole('link', { name: 'Channel settings' }).getAttribute('href')).toBe('/settings/channels/ch9')
    cleanup()
    asManager('inbox.work')
    draw([failed])
    expect(screen.queryByRole('link')).toBeNull()
  })

  test('has no words to edit where it was a template, and nothing to do once it is discarded', () => {
    asManager()
    draw([{ ...failed, template: 'order_shipped' }])
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
    cleanup()
    draw([{ ...failed, status: 'discarded', reason: null }])
    screen.getByText('Discarded, not sent')
    expect(screen.queryByRole('button')).toBeNull()
  })
})

describe('pictures within a mail', () => {
  const file = { size: 900, width: 640, height: 480, state: 'ready', reason: null, type: 'image/png' } as const
  const mail = (attachments: ReturnType<typeof message>['attachments']) => message({ subject: 'Cup', hasHtml: true, attachments })

  test('stand below its plain text, once, without what nobody sees', () => {
    draw([
      mail([
        { ...file, id: 'p1', name: 'crack.png', inline: true },
        { ...file, id: 'p2', name: 'dot.gif', inline: true, width: 1, height: 1 },
        { ...file, id: 'p3', name: 'logo.png', inline: true },
        { ...file, id: 'p4', name: 'logo.png', inline: false },
      ]),
    ])
    expect(screen.getAllByRole('img').map((picture) => picture.getAttribute('src'))).toEqual([
      '/api/v1/files/p1/thumbnail',
      '/api/v1/files/p4/thumbnail',
    ])
  })
})

describe('how a message was read', () => {
  const sounds = (label: 'positive' | 'neutral' | 'negative') => ({ label, score: 0, confidence: 0.9, model: 'zh-en-1', correctedBy: null })
  const about = (confidence: number) => ({ name: 'price', confidence })
  /** Whether a mark waits for the pointer or the focus. */
  const isQuiet = (name: string) => screen.getByRole('button', { name }).className.includes('opacity-0')

  test('shows no neutral face and no topic that is not sure, until it is pointed at', () => {
    draw([message({ sentiment: sounds('neutral'), intent: about(0.79) })])
    expect([isQuiet('Mood: Neutral'), isQuiet('Topic: Price')]).toEqual([true, true])
  })

  test('shows a mood, and a topic of 0.8 and more or by a person', () => {
    draw([message({ sentiment: sounds('negative'), intent: about(0.8) })])
    expect([isQuiet('Mood: Unhappy'), isQuiet('Topic: Price')]).toEqual([false, false])
    cleanup()
    draw([message({ sentiment: sounds('positive'), intent: about(0.2), intentCorrectedBy: 'u1' })])
    expect([isQuiet('Mood: Happy'), isQuiet('Topic: Price')]).toEqual([false, false])
  })

  test('is not said of our own', () => {
    draw([message({ direction: 'out', author: { type: 'agent', id: 'u1', name: 'Anna' } })])
    expect(screen.queryByRole('button', { name: /Mood|Topic/ })).toBeNull()
  })
})
