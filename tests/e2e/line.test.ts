import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { answer, bubble, enter, messages, reaches, row, texts } from './agent.ts'
import { addMailbox, type Office, openOffice } from './office.ts'
import { type Peer, startPeer } from './peer.ts'
import { post } from './post.ts'
import { noBrowser, soon, useStage } from './stage.ts'

const { open, parley } = useStage({ DEMO: '0', ALLOW_PRIVATE_HOSTS: '1' })
const address = 'support@teahouse.test'

describe.skipIf(noBrowser)('an agent at work', () => {
  let office: Office
  let peer: Peer
  let agent: Page

  beforeAll(async () => {
    peer = await startPeer()
    office = await openOffice(parley())
    await addMailbox(office.ask, address, peer.port)
    agent = await enter(await open(), office.owner)
  }, 60_000)
  afterAll(() => peer?.close())

  /** A new conversation by mail, open on the agent's screen. */
  async function mailFrom(name: string, subject: string): Promise<void> {
    const from = `${name} <${name.toLowerCase()}@example.test>`
    await post(parley(), { from, to: address, subject, text: `${subject}, says ${name}.`, messageId: `<${name}@example.test>` })
    await row(agent, subject).click()
    await bubble(agent, `says ${name}.`).waitFor()
  }

  async function goOffline(): Promise<void> {
    onTestFinished(() => agent.context().setOffline(false))
    await agent.context().setOffline(true)
  }

  test('offline sees what waits on the device; back online it goes out once, in order', async () => {
    await mailFrom('Anna', 'Opening hours')
    await goOffline()
    await answer(agent, 'We open at nine.')
    await answer(agent, 'On Sundays at ten.')
    for (const text of ['We open at nine.', 'On Sundays at ten.']) await reaches(agent, text, 'pending')
    await agent.getByText('2 messages will be sent automatically').waitFor()
    await agent.context().setOffline(false)
    for (const text of ['We open at nine.', 'On Sundays at ten.']) await reaches(agent, text, 'sent')
    expect(await texts(agent)).toEqual(['Opening hours, says Anna.', 'We open at nine.', 'On Sundays at ten.'])
  })

  test('is held back when the customer wrote meanwhile, sees what, and sends anyway', async () => {
    await mailFrom('Bruno', 'Delivery to Bremen')
    await goOffline()
    await answer(agent, 'It will come on Monday.')
    await reaches(agent, 'It will come on Monday.', 'pending')
    const mail = { subject: 'Re: Delivery to Bremen', text: 'Please cancel it.', inReplyTo: '<Bruno@example.test>' }
    await post(parley(), { from: 'Bruno <bruno@example.test>', to: address, ...mail })
    await expect.poll(async () => (await newestPreview()).includes('cancel'), soon).toBe(true)
    await agent.context().setOffline(false)
    await messages(agent).getByText('Since you wrote this:').waitFor()
    await bubble(agent, 'It will come on Monday.').getByText('Please cancel it.').waitFor()
    await agent.getByRole('button', { name: 'Send anyway' }).click()
    await reaches(agent, 'It will come on Monday.', 'sent')
    expect((await texts(agent)).filter((text) => text === 'It will come on Monday.')).toHaveLength(1)
  })

  const newestPreview = async () => {
    const { data } = await office.ask<{ data: { lastMessage: { preview: string } | null }[] }>('/conversations?limit=1')
    return data[0]?.lastMessage?.preview ?? ''
  }

  test('reads why a mail was refused, and sends it again', async () => {
    await mailFrom('Carla', 'Broken lid')
    peer.refuse = 'This mailbox is full'
    await answer(agent, 'A new lid is on its way.')
    await reaches(agent, 'A new lid is on its way.', 'failed')
    await messages(agent).getByText('This mailbox is full').waitFor()
    await row(agent, 'Broken lid').getByText('Not sent').waitFor()
    peer.refuse = null
    await messages(agent).getByRole('button', { name: 'Send again' }).click()
    await reaches(agent, 'A new lid is on its way.', 'sent')
  })

  test('resolves and takes it back, assigns, and leaves a note no customer sees', async () => {
    await mailFrom('Dora', 'Gift wrapping')
    await agent.getByRole('button', { name: 'Resolve', exact: true }).click()
    await row(agent, 'Gift wrapping').waitFor({ state: 'detached' })
    // Of earlier tests there may be others.
    await agent.getByRole('button', { name: 'Undo' }).last().click()
    await row(agent, 'Gift wrapping').waitFor()
    await agent.getByRole('button', { name: 'Assign', exact: true }).click()
    await agent.getByRole('menuitemradio', { name: 'Mei Chen' }).click()
    await messages(agent).getByText('You took this over').waitFor()
    await agent.getByRole('radio', { name: 'Mine' }).click()
    await row(agent, 'Gift wrapping').waitFor()
    await agent.getByRole('radio', { name: 'All' }).click()
    await agent.getByRole('radio', { name: 'Note' }).click()
    await agent.getByRole('textbox', { name: 'Note' }).fill('She buys every year')
    await agent.getByRole('button', { name: 'Add note' }).click()
    await bubble(agent, 'She buys every year').getByText('Internal note').waitFor()
    await agent.getByRole('radio', { name: 'Reply', exact: true }).click()
  })

  test('finds a draft of the reply and of the note again after a reload', async () => {
    await mailFrom('Emil', 'Kettle')
    await agent.getByRole('textbox', { name: 'Reply' }).fill('Half a sen')
    await agent.getByRole('radio', { name: 'Note' }).click()
    await agent.getByRole('textbox', { name: 'Note' }).fill('Half a note')
    await agent.waitForTimeout(600)
    await agent.reload()
    await expect.poll(() => agent.getByRole('textbox', { name: 'Reply' }).inputValue(), soon).toBe('Half a sen')
    await agent.getByRole('radio', { name: 'Note' }).click()
    await expect.poll(() => agent.getByRole('textbox', { name: 'Note' }).inputValue(), soon).toBe('Half a note')
  })
})
