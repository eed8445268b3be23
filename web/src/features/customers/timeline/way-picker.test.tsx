import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import type { Identity } from '../../../../../contract/customers.ts'
import type { Way } from '../../../../../contract/reach.ts'
import { conversation } from '../../../../../tests/web/samples.ts'
import { startTexts } from '../../../i18n/index.ts'
import { firstOpen, keyOf } from './use-ways.ts'
import { WayPicker } from './way-picker.tsx'

await startTexts('en')
afterEach(cleanup)

const identity = (id: string, value: string): Identity => ({ id, kind: value.includes('@') ? 'email' : 'phone', value, verified: true })
const way = (part: Partial<Way>, allowed = true): Way => ({
  ...{ channelId: 'ch1', channelKind: 'email', channelName: 'Support mail', conversation: null, identity: null, recipient: null },
  ...{ subject: false, permits: [] },
  allowance: { allowed, reason: allowed ? null : 'Shut' } as Way['allowance'],
  ...part,
})
const [work, home, phone] = [identity('i1', 'mei@work.example'), identity('i2', 'mei@home.example'), identity('i3', '+8613800138000')]
const ways = [
  way({ conversation: conversation({ id: 'c1', subject: 'Order' }), recipient: work }),
  way({ identity: work, recipient: work }),
  way({ identity: home, recipient: home }),
  way({ channelId: 'ch2', channelKind: 'sms', channelName: 'SMS', identity: phone, recipient: phone }, false),
  way({ channelId: 'ch3', channelName: 'WhatsApp', channelKind: 'whatsapp', identity: phone, recipient: phone }),
]

function Picker() {
  const [chosen, choose] = useState<Way | null>(firstOpen(ways))
  const [isNote, setIsNote] = useState(false)
  return (
    <>
      <WayPicker ways={ways} way={isNote ? null : chosen} isNote={isNote} canNote onNote={setIsNote} onChoose={choose} />
      <output>{chosen && keyOf(chosen)}</output>
    </>
  )
}

const options = (name: string) => [...screen.getByRole('combobox', { name }).querySelectorAll('option')].map((one) => one.textContent)
const choose = (name: string, value: string) => fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } })
const chosen = () => screen.getByRole('status').textContent

test('a message is addressed by whom it goes to and by which channel or thread; what is shut says so and is not taken first', () => {
  render(<Picker />)
  expect(options('To')).toEqual(['mei@work.example', 'mei@home.example', '138 0013 8000'])
  expect(options('Via')).toEqual(['Support mail · Order', 'Support mail · New conversation'])
  choose('Via', 'ch1/i1')
  expect(chosen()).toBe('ch1/i1')
  choose('To', 'i3')
  expect(options('Via')).toEqual(['SMS · New conversation · Not now', 'WhatsApp · New conversation'])
  expect(chosen()).toBe('ch3/i3')
})

test('a note goes to nobody', () => {
  render(<Picker />)
  fireEvent.click(screen.getByRole('radio', { name: 'Note' }))
  expect(screen.queryByRole('combobox')).toBeNull()
})
