import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { allowance, channel, conversation, user } from '../../../../../tests/web/samples.ts'
import { prefer } from '../../../app/preferences.ts'
import { startTexts } from '../../../i18n/index.ts'
import { resetStore, useStore } from '../../../sync/store.ts'
import { Composer } from './composer.tsx'

await startTexts('en')
let n = 0
let open: ReturnType<typeof conversation>

beforeEach(() => {
  resetStore()
  prefer({ sendKey: 'mod-enter' })
  open = conversation({ id: `c${++n}`, position: 3 })
  useStore.setState({ me: user(), channels: { ch1: channel() }, allowances: { [open.id]: allowance } })
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

  test('refuses a file the channel will not take, before sending a byte of it', () => {
    render(<Composer conversation={open} />)
    const big = new File([new Uint8Array(1_000_001)], 'big.mov')
    fireEvent.paste(field(), { clipboardData: { files: [big] } })
    expect(screen.queryByText('big.mov')).toBeNull()
  })
})
