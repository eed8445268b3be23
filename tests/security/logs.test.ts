import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import { apiOf } from '../integration/http.ts'
import { useDatabase } from '../support/database.ts'
import { startProcess } from '../support/process.ts'

const database = useDatabase()

test('secrets, texts, subjects and addresses never reach the logs, however talkative they are', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-logs-'))
  const parley = await startProcess({ DATABASE_URL: database.url(), DATA_DIR: folder, LOG_LEVEL: 'trace' })
  await parley.ready
  const url = () => `http://127.0.0.1:${parley.port}`
  const told = await talk(url)
  await expect.poll(() => parley.err().includes('message.reply') || parley.err().includes('/messages'), { timeout: 15_000 }).toBe(true)
  parley.kill('SIGTERM')
  await parley.ended
  rmSync(folder, { recursive: true, force: true })
  const printed = parley.out() + parley.err()
  expect(printed).toContain('"msg":"request"')
  expect(printed).not.toContain('canary')
  for (const secret of told) expect(printed).not.toContain(secret)
})

/** Says "canary" in every place a person's words or secrets go; gives the tokens that were handed out. */
async function talk(url: () => string): Promise<string[]> {
  const guest = apiOf(url, null)
  const owner = { name: 'canary owner', email: 'canary@example.com', password: 'canary password', workspaceName: 'canary shop' }
  const { token } = (await guest('POST', 'setup', owner)).body as { token: string }
  const api = apiOf(url, token)
  await guest('POST', 'session', { email: 'canary@example.com', password: 'canary wrong password' })
  await apiOf(url, 'canary-token')('GET', 'session')
  const chat = (
    await api('POST', 'channels', { kind: 'webchat', name: 'canary chat', config: { identitySecret: 'canary identity secret' } })
  ).body as { id: string }
  const smtp = { host: '127.0.0.1', port: 9, secure: 'none', user: 'canary', password: 'canary smtp password' }
  const mail = { kind: 'email', name: 'canary mail', config: { address: 'canary@shop.test', receiver: true, delivery: 'smtp', smtp } }
  const { id: mailId } = (await api('POST', 'channels', mail)).body as { id: string }
  await api('POST', `channels/${mailId}/check`, {})
  const invite = (await api('POST', 'invites', { email: 'canary-invited@example.com' })).body as { link: string }
  await guest('GET', `invites/${invite.link.split('/').at(-1)}`)
  const opened = await guest('POST', '/widget/session', {
    channelId: chat.id,
    claim: { name: 'canary visitor', email: 'canary-v@example.com' },
  })
  const visitor = (opened.body as { token: string }).token
  const send = (body: object | string) => apiOf(url, visitor)('POST', `/webhooks/${chat.id}`, body)
  await send({ type: 'message', id: v7(), text: 'canary text' })
  await send('canary, no JSON')
  await api('GET', 'customers?q=canary')
  const conversation = await expect
    .poll(async () => ((await api('GET', 'conversations')).body as { data: { id: string }[] }).data[0]?.id, { timeout: 20_000 })
    .toBeDefined()
    .then(async () => ((await api('GET', 'conversations')).body as { data: { id: string }[] }).data[0]!.id)
  await api('POST', `conversations/${conversation}/messages`, { text: 'canary answer' })
  await api('POST', `conversations/${conversation}/messages`, { kind: 'note', text: 'canary note', canary: 'canary field' })
  return [token, visitor, invite.link.split('/').at(-1)!]
}
