import { act, cleanup, configure, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeServer } from '../../../../../tests/web/fake-server.ts'
import { allowance, channel, conversation, customer, user } from '../../../../../tests/web/samples.ts'
import { prefer } from '../../../app/preferences.ts'
import { startTexts } from '../../../i18n/index.ts'
import { resetStore, useStore } from '../../../sync/store.ts'
import { Composer } from './composer.tsx'

await startTexts('en')
// A crowded machine draws slowly.
configure({ asyncUtilTimeout: 10_000 })
/** As ids are: the server in these tests reads requests by the contract. */
const idOf = (nth: number) => `0197a000-0000-7000-8000-${String(nth).padStart(12, '0')}`
const shop = channel({ id: idOf(0) })
let n = 0
let open: ReturnType<typeof conversation>

beforeEach(() => {
  resetStore()
  prefer({ sendKey: 'mod-enter' })
  open = conversation({ id: idOf(++n), channelId: shop.id, position: 3 })
  useStore.setState({ me: user(), channels: { [shop.id]: shop }, allowances: { [open.id]: allowance } })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line')))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox')
const type = (value: string) => fireEvent.change(field(), { target: { value } })
const outbox = () => useStore.getState().outbox.map(({ kind, text, seen }) => ({ kind, text, seen }))

describe('the composer', () => {
  test('sends against the position on screen and empties itself', () => {
    render(<Composer conversation={open} />)
    type('你好')
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
    expect(outbox()).toEqual([{ kind: 'text', text: '你好', seen: 3 }])
    expect(field().value).toBe('')
  })

  test('does not send when Enter ends the choice of a Chinese word', () => {
    prefer({ sendKey: 'enter' })
    render(<Composer conversation={open} />)
    type('ni hao')
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true })
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 229 })
    expect(outbox()).toEqual([])
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(outbox()).toHaveLength(1)
  })

  test('breaks the line with Shift + Enter, and with Enter alone where ⌘ or Ctrl sends', () => {
    render(<Composer conversation={open} />)
    type('one')
    fireEvent.keyDown(field(), { key: 'Enter' })
    fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true })
    expect(outbox()).toEqual([])
  })

  test('keeps a reply and a note side by side', () => {
    render(<Composer conversation={open} />)
    type('to the customer')
    fireEvent.click(screen.getByRole('radio', { name: 'Note' }))
    expect(field().value).toBe('')
    type('to us')
    fireEvent.click(screen.getByRole('button', { name: 'Add note' }))
    expect(outbox()).toEqual([{ kind: 'note', text: 'to us', seen: 3 }])
    fireEvent.click(screen.getByRole('radio', { name: 'Reply' }))
    expect(field().value).toBe('to the customer')
  })

  test('gives the draft back when the conversation is opened again', async () => {
    const { unmount } = render(<Composer conversation={open} />)
    type('half a sen')
    unmount()
    render(<Composer conversation={open} />)
    await vi.waitFor(() => expect(field().value).toBe('half a sen'))
  })

  test('counts down near the channel’s limit and does not send past it', () => {
    useStore.setState({ allowances: { [open.id]: { ...allowance, textLimit: { n: 10, unit: 'bytes', parts: 1 } } } })
    render(<Composer conversation={open} />)
    type('四个汉字')
    expect(screen.getByText('2 too many')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true)
    type('三个字')
    expect(screen.getByText('1 bytes left')).toBeTruthy()
  })

  test('says why nothing may be sent, and still takes notes', () => {
    useStore.setState({ allowances: { [open.id]: { ...allowance, allowed: false, reason: 'The window closed yesterday.' } } })
    render(<Composer conversation={open} />)
    type('hello')
    expect(screen.getByText('The window closed yesterday.')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true)
    fireEvent.click(screen.getByRole('radio', { name: 'Note' }))
    type('call them instead')
    fireEvent.keyDown(field(), { key: 'Enter', metaKey: true })
    expect(outbox()).toHaveLength(1)
  })

  test('counts the answers that are left, and asks again once one more is out', async () => {
    const until = new Date(Date.now() + 30 * 60_000).toISOString()
    const left = (remaining: number) => ({ ...allowance, remaining, until })
    const server = fakeServer({ 'conversation.get': () => ({ conversation: { ...open, version: 2 }, allowance: left(2) }) })
    vi.stubGlobal('fetch', server.fetch)
    useStore.setState({ allowances: { [open.id]: left(3) }, customers: { cu1: customer() } })
    const { rerender } = render(<Composer conversation={open} />)
    expect(screen.getByText('3 replies left')).toBeTruthy()
    expect(screen.getByText(/^closes in (29|30) min$/)).toBeTruthy()
    rerender(<Composer conversation={{ ...open, version: 2 }} />)
    await screen.findByText('2 replies left')
  })

  test('offers a template where the window is closed, and sends it filled in', async () => {
    const order = { name: 'order_ready', language: 'zh_CN', text: '您好 {{1}}，您的订单 {{2}} 已备好。', variables: 2 }
    vi.stubGlobal('fetch', fakeServer({ 'channel.templates': () => ({ data: [order], next: null }) }).fetch)
    const closed = { ...allowance, allowed: false, reason: 'The window closed yesterday.', fallback: 'template' as const }
    useStore.setState({ allowances: { [open.id]: closed } })
    render(<Composer conversation={open} />)
    fireEvent.click(screen.getByRole('button', { name: 'Choose a template' }))
    fireEvent.click(await screen.findByRole('button', { name: /order_ready/ }))
    fireEvent.change(screen.getByLabelText('Value for {{1}}'), { target: { value: '赵敏' } })
    fireEvent.change(screen.getByLabelText('Value for {{2}}'), { target: { value: '0821' } })
    expect(screen.getByText('您好 赵敏，您的订单 0821 已备好。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Send template' }))
    const [sent] = useStore.getState().outbox
    expect(sent?.template).toEqual({ name: 'order_ready', language: 'zh_CN', variables: ['赵敏', '0821'] })
  })

  test('says that everyone reads an answer to a comment, and takes no file where none may go', () => {
    useStore.setState({ allowances: { [open.id]: { ...allowance, attachments: { maxBytes: 0, maxCount: 0 } } } })
    render(<Composer conversation={{ ...open, surface: 'comment' }} />)
    expect(screen.getByText('Visible to everyone')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Answer in public' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Attach files' })).toBeNull()
    fireEvent.click(screen.getByRole('radio', { name: 'Note' }))
    expect(screen.queryByText('Visible to everyone')).toBeNull()
  })

  test('says how many SMS a text is, and does not send more than go out', () => {
    useStore.setState({ allowances: { [open.id]: { ...allowance, textLimit: { n: 2, unit: 'segments', parts: 1 } } } })
    render(<Composer conversation={open} />)
    type('茶'.repeat(87))
    expect(screen.getByText('2 segments · 87/134')).toBeTruthy()
    type('茶'.repeat(135))
    expect(screen.getByText('Too long: more than 2 segments')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true)
  })

  test('refuses a file the channel will not take, before sending a byte of it', () => {
    render(<Composer conversation={open} />)
    const big = new File([new Uint8Array(1_000_001)], 'big.mov')
    fireEvent.paste(field(), { clipboardData: { files: [big] } })
    expect(screen.queryByText('big.mov')).toBeNull()
  })
})

describe('whom a reply goes to', () => {
  const recipients = { to: 'mei@example.com', cc: ['li@example.com'], unconfirmed: ['spy@evil.example'] }
  const show = (found = recipients) => useStore.setState({ allowances: { [open.id]: { ...allowance, recipients: found } } })
  const sent = () => useStore.getState().outbox.map(({ text, copies }) => ({ text, copies }))
  const write = (text: string) => {
    type(text)
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
  }

  test('is said, and those an unverified sender named get no copy', () => {
    show()
    render(<Composer conversation={open} />)
    screen.getByText('mei@example.com')
    screen.getByText('li@example.com')
    screen.getByText(/no copy goes to spy@evil.example/)
    write('hello')
    expect(sent()).toEqual([{ text: 'hello', copies: undefined }])
  })

  test('takes in the unverified when the writer says so, for those seen and no others', () => {
    show()
    render(<Composer conversation={open} />)
    fireEvent.click(screen.getByRole('button', { name: 'Send copies' }))
    screen.getByText('li@example.com, spy@evil.example')
    write('to both')
    act(() => show({ ...recipients, unconfirmed: ['spy@evil.example', 'another@evil.example'] }))
    write('to neither')
    expect(sent()).toEqual([
      { text: 'to both', copies: 'all' },
      { text: 'to neither', copies: undefined },
    ])
  })

  test('is not said of a note', () => {
    show()
    render(<Composer conversation={open} />)
    fireEvent.click(screen.getByRole('radio', { name: 'Note' }))
    expect(screen.queryByText('mei@example.com')).toBeNull()
  })
})
