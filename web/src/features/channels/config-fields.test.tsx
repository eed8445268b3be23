import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { emailConfig } from '../../../../channels/email/config.ts'
import { formFields } from '../../../../channels/form.ts'
import { startTexts } from '../../i18n/index.ts'
import { ConfigFields } from './config-fields.tsx'

await startTexts('en')
afterEach(cleanup)

const open = (config: Record<string, unknown> = {}) =>
  render(<ConfigFields fields={formFields(emailConfig)} config={config} errorOf={() => undefined} />)

test('a field that means something with another’s value alone is there with it only', () => {
  open()
  expect(screen.queryByLabelText('Days')).toBeNull()
  fireEvent.change(screen.getByLabelText('Mail to take in at first'), { target: { value: 'days' } })
  expect(screen.getByLabelText('Days')).toBeTruthy()
  expect(screen.getByLabelText('SMTP server')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('How mail is sent'), { target: { value: 'outbox' } })
  expect(screen.queryByLabelText('SMTP server')).toBeNull()
})

test('what is set already decides it at first', () => {
  open({ imap: { begin: 'days' }, delivery: 'outbox' })
  expect(screen.getByLabelText('Days')).toBeTruthy()
  expect(screen.queryByLabelText('SMTP server')).toBeNull()
})
