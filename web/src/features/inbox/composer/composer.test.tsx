import { act, cleanup, configure, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeServer } from '../../../../../tests/web/fake-server.ts'
import { allowance, channel, customer, message, ownConversation, user } from '../../../../../tests/web/samples.ts'
import type { Recipients } from '../../../../../contract/conversations.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { prefer } from '../../../app/preferences.ts'
import { startTexts } from '../../../i18n/index.ts'
import { resetStore, useStore } from '../../../sync/store.ts'
import { Composer } from './composer.tsx'
import { beginForward, editFailed } from './restore-draft.ts'

await startTexts('en')
// A crowded machine draws slowly.
configure({ asyncUtilTimeout: 10_000 })
/** As ids are: the server in these tests reads requests by the contract. */
const idOf = (nth: number) => `0197a000-0000-7000-8000-${String(nth).padStart(12, '0')}`
const shop = channel({ id: idOf(0) })
let n = 0
let open: ReturnType<typeof ownConversation>

beforeEach(() => {
  resetStore()
  prefer({ sendKey: 'mod-enter' })
  open = ownConversation({ id: idOf(++n), channelId: shop.id, position: 3 })
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

  test('holds an answer back when a colleague’s came while it was written, though it was seen to come; not for the customer’s next words', () => {
    const said = (position: number, part: Partial<Message>) => message({ id: `m${position}`, conversationId: open.id, position, ...part })
    const show = (...messages: Message[]) =>
      act(() =>
        useStore.setState({
          threads: { [open.id]: { phase: 'ready', ids: messages.map(({ id }) => id), older: null } },
          messages: Object.fromEntries(messages.map((one) => [one.id, one])),
        }),
      )
    const asked = said(3, {})
    const more = said(4, { text: 'And the lid?' })
    const theirs = said(5, { direction: 'out', author: { type: 'agent', id: 'u9', name: 'Li' } })
    show(asked)
    render(<Composer conversation={open} />)
    const send = () => fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
    type('first')
    show(asked, more)
    send()
    type('second')
    show(asked, more, theirs)
    send()
    type('third')
    send()
    expect(useStore.getState().outbox.map(({ text, state, seen }) => [text, state, seen])).toEqual([
      ['first', 'waiting', 4],
      ['second', 'stale', 4],
      ['third', 'waiting', 5],
    ])
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
    const unnamed = { name: null, example: null }
    const order = { name: 'order_ready', language: 'zh_CN', text: '您好 {{1}}，您的订单 {{2}} 已备好。', places: [unnamed, unnamed] }
    vi.stubGlobal('fetch', fakeServer({ 'channel.templates': () => ({ data: [order], next: null }) }).fetch)
    const closed = { ...allowance, allowed: false, reason: 'The window closed yesterday.', fallback: 'template' as const }
    useStore.setState({ allowances: { [open.id]: closed } })
    render(<Composer conversation={open} />)
    fireEvent.click(screen.getByRole('button', { name: 'Choose a template' }))
    fireEvent.click(await screen.findByRole('button', { name: /order_ready/ }))
    fireEvent.change(screen.getByLabelText('您好 …'), { target: { value: '赵敏' } })
    fireEvent.change(screen.getByLabelText('您的订单 …'), { target: { value: '0821' } })
    expect(screen.getByText('您好 赵敏，您的订单 0821 已备好。')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Send template' }))
    const [sent] = useStore.getState().outbox
    expect(sent?.template).toEqual({ name: 'order_ready', language: 'zh_CN', variables: ['赵敏', '0821'] })
  })

  test('takes a failed message back, to be sent in its place', async () => {
    const failed = message({ id: idOf(900), conversationId: open.id, direction: 'out', status: 'failed', text: 'Bad words' })
    render(<Composer conversation={open} />)
    type('Begun.')
    await act(() => editFailed(failed))
    expect(field().value).toBe('Begun.\nBad words')
    screen.getByText('Replaces a message that was not sent.')
    type('Good words')
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
    expect(useStore.getState().outbox.at(-1)).toMatchObject({ text: 'Good words', replaces: failed.id })
    // The next message replaces nothing.
    expect(screen.queryByText('Replaces a message that was not sent.')).toBeNull()
    type('More')
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
    expect(useStore.getState().outbox.at(-1)?.replaces).toBeUndefined()
  })

  test('can leave the failed message where it is', async () => {
    render(<Composer conversation={open} />)
    await act(() => editFailed(message({ id: idOf(901), conversationId: open.id, direction: 'out', status: 'failed', text: 'Bad' })))
    fireEvent.click(screen.getByRole('button', { name: 'Keep that message too' }))
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
    expect(useStore.getState().outbox.at(-1)?.replaces).toBeUndefined()
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
  const box = (address: string, name = '') => ({ name, address })
  const found: Recipients = {
    to: [box('mei@example.com', 'Mei')],
    cc: [box('li@example.com')],
    unconfirmed: [],
    isForged: false,
    insteadOf: null,
    suggested: [box('mei@example.com', 'Mei'), box('boss@example.com', 'Boss')],
    own: ['support@shop.test'],
  }
  const show = (part: Partial<Recipients> = {}) =>
    useStore.setState({ allowances: { [open.id]: { ...allowance, recipients: { ...found, ...part } } } })
  const sent = () =>
    useStore
      .getState()
      .outbox.map(({ recipients }) =>
        Object.fromEntries(Object.entries(recipients ?? {}).map(([row, list]) => [row, list.map(({ address }) => address)])),
      )
  const text = () => screen.getByRole<HTMLTextAreaElement>('textbox')
  const write = (value: string) => {
    fireEvent.change(text(), { target: { value } })
    fireEvent.keyDown(text(), { key: 'Enter', ctrlKey: true })
  }
  const summary = () => screen.getByRole('button', { name: /^To / })
  const row = (name: string) => screen.getByRole<HTMLInputElement>('combobox', { name })
  const enter = (into: HTMLElement, value: string, key = 'Enter') => {
    fireEvent.change(into, { target: { value } })
    fireEvent.keyDown(into, { key })
  }

  test('is one line until it is touched, and exactly that is sent', () => {
    show()
    render(<Composer conversation={open} />)
    expect(summary().textContent).toBe('To Mei · Cc li@example.com')
    write('hello')
    expect(sent()).toEqual([{ to: ['mei@example.com'], cc: ['li@example.com'], bcc: [] }])
  })

  test('is changed by typing, choosing, pasting and the keyboard alone', () => {
    show()
    render(<Composer conversation={open} />)
    fireEvent.click(summary())
    enter(row('To'), 'bos', 'ArrowDown')
    expect(screen.getByRole('option').textContent).toBe('Bossboss@example.com')
    fireEvent.keyDown(row('To'), { key: 'Enter' })
    fireEvent.paste(row('Cc'), { clipboardData: { getData: () => 'Wang, Fei <a@x.example>; b@x.example\nMEI@example.com' } })
    fireEvent.keyDown(row('Cc'), { key: 'Backspace' })
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowLeft' })
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Remove Wang, Fei <a@x.example>')
    fireEvent.click(screen.getByRole('button', { name: 'Bcc' }))
    enter(row('Bcc'), 'hidden@x.example', ',')
    fireEvent.keyDown(screen.getByRole('button', { name: 'Remove li@example.com' }), { key: 'Delete' })
    write('hello')
    expect(sent()).toEqual([{ to: ['mei@example.com', 'boss@example.com'], cc: ['a@x.example', 'b@x.example'], bcc: ['hidden@x.example'] }])
  })

  test('says what is no address, or our own, where it stands, and does not send until it is mended', () => {
    show()
    render(<Composer conversation={open} />)
    fireEvent.click(summary())
    enter(row('To'), 'not an address; support@shop.test')
    expect(screen.getByRole('alert').textContent).toBe('“not an address” is not a mail address. support@shop.test is our own address.')
    expect(row('To').getAttribute('aria-invalid')).toBe('true')
    write('hello')
    expect(sent()).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Remove not an address' }))
    fireEvent.click(screen.getByRole('button', { name: 'Remove support@shop.test' }))
    fireEvent.keyDown(text(), { key: 'Enter', ctrlKey: true })
    expect(sent()).toHaveLength(1)
  })

  test('does not take the Enter that ends the choice of a Chinese word', () => {
    show()
    render(<Composer conversation={open} />)
    fireEvent.click(summary())
    fireEvent.change(row('To'), { target: { value: 'li' } })
    fireEvent.keyDown(row('To'), { key: 'Enter', isComposing: true })
    expect(row('To').value).toBe('li')
  })

  test('can be the sender alone', async () => {
    show()
    render(<Composer conversation={open} />)
    fireEvent.keyDown(screen.getByRole('button', { name: 'Reply to all' }), { key: 'Enter' })
    fireEvent.click(await screen.findByRole('menuitemradio', { name: 'Reply to the sender only' }))
    write('only you')
    expect(sent()).toEqual([{ to: ['mei@example.com'], cc: [], bcc: [] }])
  })

  test('shows whom a sender named that nothing proves, and leaves out whom a forger named', () => {
    show({ unconfirmed: [box('spy@evil.example')] })
    const { unmount } = render(<Composer conversation={open} />)
    screen.getByText(/The sender who added spy@evil.example is unverified/)
    expect(summary().textContent).toContain('spy@evil.example')
    fireEvent.click(screen.getByRole('button', { name: 'Leave out' }))
    expect(summary().textContent).not.toContain('spy@evil.example')
    unmount()
    open = ownConversation({ ...open, id: idOf(++n) })
    show({ unconfirmed: [box('spy@evil.example')], isForged: true })
    render(<Composer conversation={open} />)
    screen.getByText(/spy@evil.example won’t get a copy/)
    expect(summary().textContent).not.toContain('spy@evil.example')
    fireEvent.click(screen.getByRole('button', { name: 'Send copies' }))
    expect(summary().textContent).toContain('spy@evil.example')
  })

  test('says that an answer goes elsewhere than to who wrote', () => {
    show({ insteadOf: box('john@work.example', 'John') })
    render(<Composer conversation={open} />)
    screen.getByText('John <john@work.example> asked for replies to Mei <mei@example.com>.')
  })

  test('is left to the server by those who see addresses in part only', () => {
    useStore.setState({ grants: { permissions: ['inbox.work'], scope: 'all', masked: ['email'] } })
    show({ to: [box('m***@example.com', 'Mei')] })
    render(<Composer conversation={open} />)
    expect(screen.queryByRole('button', { name: /^To / })).toBeNull()
    write('hello')
    expect(sent()).toEqual([{}])
  })

  test('a forward begins empty, with the message’s files, and names what it passes on', async () => {
    show()
    render(<Composer conversation={open} />)
    const file = { id: idOf(900), name: 'a.pdf', type: 'application/pdf', size: 1, inline: false, width: null, height: null } as const
    const mail = message({
      id: idOf(901),
      conversationId: open.id,
      subject: 'Cup',
      attachments: [{ ...file, state: 'ready', reason: null }],
    })
    await act(() => beginForward(mail, null))
    screen.getByText('Forwarding “Cup”')
    screen.getByText('a.pdf')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Forward' }).disabled).toBe(true)
    enter(row('To'), 'partner@x.example')
    fireEvent.click(screen.getByRole('button', { name: 'Forward' }))
    expect(useStore.getState().outbox).toMatchObject([{ forward: { id: idOf(901) }, attachments: [{ name: 'a.pdf' }], text: '' }])
    expect(sent()).toEqual([{ to: ['partner@x.example'], cc: [], bcc: [] }])
    expect(summary().textContent).toContain('To Mei')
  })

  test('is not said of a note', () => {
    show()
    render(<Composer conversation={open} />)
    fireEvent.click(screen.getByRole('radio', { name: 'Note' }))
    expect(screen.queryByRole('button', { name: /^To / })).toBeNull()
  })
})
