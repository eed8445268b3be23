import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, test } from 'vitest'
import { setLocale, startTexts } from '../../../i18n/index.ts'
import { resetStore, useStore } from '../../../sync/store.ts'
import { TypingLine } from './typing-line.tsx'

await startTexts('en')
afterEach(async () => {
  cleanup()
  resetStore()
  await setLocale('en')
})

const writer = (id: string, name: string) => ({ conversationId: 'c1', by: { type: 'agent' as const, id, name }, note: false, until: 0 })

test('one who writes is not “and others”, in Chinese neither', async () => {
  await setLocale('zh-CN')
  useStore.setState({ typing: { c1: [writer('u1', '林悦')] } })
  render(<TypingLine conversationId="c1" />)
  screen.getByText('林悦 正在输入')
  cleanup()
  useStore.setState({ typing: { c1: [writer('u1', '林悦'), writer('u2', '王砚')] } })
  render(<TypingLine conversationId="c1" />)
  screen.getByText('林悦 等人正在输入')
})
