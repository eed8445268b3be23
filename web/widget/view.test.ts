// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Entry } from './thread.ts'
import { makeView, type Actions, type Shown } from './view.ts'

const channel = { name: 'Shop', greeting: '', color: '#2450c8', locale: 'auto' } as const
const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  ...{ id, mine: true, author: '', text: `text ${id}`, attachments: [], status: 'received', at: '2026-11-22T10:00:00.000Z' },
  ...more,
})
const shown = (more: Partial<Shown> = {}): Shown => ({
  ...{ open: true, online: true, here: true, more: false, typing: null, uploads: [], notice: null, unread: 0, entries: [] },
  ...more,
})

let actions: Actions
beforeEach(() => {
  actions = {
    ...{ toggle: vi.fn(), write: vi.fn(() => true), tellTyping: vi.fn(), attach: vi.fn(), detach: vi.fn(), earlier: vi.fn() },
    ...{ retry: vi.fn(), discard: vi.fn(), keepDraft: vi.fn(), draft: () => '' },
  }
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
})
afterEach(() => document.body.replaceChildren())

function open(language: 'en' | 'zh-CN' = 'en') {
  const view = makeView(language, channel, actions)
  const root = document.getElementById('parley')!.shadowRoot!
  const find = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector)!
  return { view, root, find, text: find<HTMLTextAreaElement>('textarea') }
}
const key = (target: HTMLElement, init: KeyboardEventInit & { keyCode?: number }) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))

test('what a message says is text, never markup', () => {
  const { view, root } = open()
  view.render(shown({ entries: [entry('a', { mine: false, text: '<img src=x onerror=alert(1)><b>hi</b>', author: '<i>Li</i>' })] }))
  expect(root.querySelectorAll('.lines img, .lines b, .lines i')).toHaveLength(0)
  expect(root.querySelector('.text')?.textContent).toBe('<img src=x onerror=alert(1)><b>hi</b>')
})

test('Enter sends; with Shift, or while an input method composes, it does not', () => {
  const { text } = open()
  text.value = '你好'
  key(text, { key: 'Enter', isComposing: true })
  key(text, { key: 'Enter', keyCode: 229 })
  key(text, { key: 'Enter', shiftKey: true })
  expect(actions.write).not.toHaveBeenCalled()
  key(text, { key: 'Enter' })
  expect(actions.write).toHaveBeenCalledWith('你好')
  expect(text.value).toBe('')
})

test('what was refused stays in the box', () => {
  const { text } = open()
  vi.mocked(actions.write).mockReturnValue(false)
  text.value = 'not lost'
  key(text, { key: 'Enter' })
  expect(text.value).toBe('not lost')
})

test('Escape closes, except out of an input method’s window', () => {
  const { text } = open()
  key(text, { key: 'Escape', isComposing: true })
  expect(actions.toggle).not.toHaveBeenCalled()
  key(text, { key: 'Escape' })
  expect(actions.toggle).toHaveBeenCalledOnce()
})

test('every state of a message has its words', () => {
  const { view, root } = open()
  const states = ['sending', 'received', 'read'] as const
  view.render(shown({ entries: states.map((status, n) => entry(status, { status, at: `2026-11-2${n}T10:00:00.000Z` })) }))
  expect([...root.querySelectorAll('.tick')].map((tick) => tick.textContent)).toEqual(['Sending', 'Sent', 'Read'])
})

test('a refused message says why and offers both ways out', () => {
  const { view, root } = open()
  view.render(shown({ entries: [entry('a', { status: 'failed', reason: 'This file is gone.' })] }))
  const [again, away] = root.querySelectorAll<HTMLButtonElement>('.meta button')
  expect(root.querySelector('[role=alert]')?.textContent).toBe('Not sent: This file is gone.')
  again?.click()
  away?.click()
  expect([vi.mocked(actions.retry).mock.calls, vi.mocked(actions.discard).mock.calls]).toEqual([[['a']], [['a']]])
})

test('a new tick changes the tick and leaves the message’s node alone, so that it is not read out again', () => {
  const { view, root } = open()
  view.render(shown({ entries: [entry('a', { status: 'sending' }), entry('b', { mine: false })] }))
  const before = [...root.querySelectorAll('.m')]
  view.render(shown({ entries: [entry('a', { status: 'read' }), entry('b', { mine: false })] }))
  expect([...root.querySelectorAll('.m')]).toEqual(before)
  expect(root.querySelector('.tick')?.textContent).toBe('Read')
})

test('lines follow the entries’ order, whatever was there before', () => {
  const { view, root } = open()
  const order = () => [...root.querySelectorAll('.m .text')].map((node) => node.textContent)
  view.render(shown({ entries: [entry('b'), entry('d')] }))
  view.render(shown({ entries: [entry('a'), entry('b'), entry('c'), entry('d')] }))
  expect(order()).toEqual(['text a', 'text b', 'text c', 'text d'])
  view.render(shown({ entries: [entry('d'), entry('a')] }))
  expect(order()).toEqual(['text d', 'text a'])
})

test('the launcher tells how many are unread, also to those who cannot see it', () => {
  const { view, find } = open('zh-CN')
  view.render(shown({ open: false, unread: 12 }))
  expect([find('.badge').textContent, find('.launcher').getAttribute('aria-label')]).toEqual(['9+', '打开聊天，12 条未读'])
  view.render(shown({ open: true, unread: 0 }))
  expect([find('.badge').hidden, find('.launcher').getAttribute('aria-expanded')]).toEqual([true, 'true'])
})

test('an error of ours stays ours', () => {
  const heard = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const { text } = open()
  vi.mocked(actions.write).mockImplementation(() => {
    throw new Error('broken')
  })
  expect(() => key(text, { key: 'Enter' })).not.toThrow()
  expect(heard).toHaveBeenCalledWith('[parley]', 'broken')
  heard.mockRestore()
})
