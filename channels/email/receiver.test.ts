import net from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { InboundItem, Verified } from '../adapter.ts'
import { parseMail } from './parse.ts'
import { type Receiver, type ReceiverOptions, startReceiver } from './receiver.ts'

const open: Receiver[] = []
afterEach(() => Promise.all(open.splice(0).map((receiver) => receiver.close())))

type Kept = Verified & { channelId: string }

async function receiver(extra: Partial<ReceiverOptions> = {}): Promise<{ port: number; kept: Kept[] }> {
  const kept: Kept[] = []
  const channels: Record<string, string> = { 'support@example.com': 'support', 'help@example.com': 'support', 'sales@example.com': 'sales' }
  const started = await startReceiver({
    port: 0,
    host: '127.0.0.1',
    resolve: async (address) => channels[address] ?? null,
    store: async (channelId, event) => {
      kept.push({ channelId, ...event })
      return 'stored'
    },
    ...extra,
  })
  open.push(started)
  return { port: started.port, kept }
}

/** Speaks SMTP line by line, waiting for each reply; gives the last reply of every step. */
async function dialogue(port: number, steps: string[], lingerMs = 0): Promise<string[]> {
  const socket = net.connect(port, '127.0.0.1')
  const replies: string[] = []
  let buffer = ''
  let wake: () => void = () => undefined
  socket.on('data', (chunk) => {
    buffer += chunk.toString()
    wake()
  })
  socket.on('error', () => undefined)
  socket.on('close', () => wake())
  const reply = async () => {
    while (!/^\d{3} [^\n]*\n/m.test(buffer)) {
      if (socket.destroyed || socket.readableEnded) return 'closed'
      await new Promise<void>((resolve) => (wake = resolve))
    }
    const line = /^\d{3} [^\n]*\n/m.exec(buffer)![0]
    buffer = buffer.slice(buffer.indexOf(line) + line.length)
    return line.trim()
  }
  await reply()
  for (const step of steps) {
    socket.write(step)
    replies.push(await reply())
  }
  await new Promise((resolve) => setTimeout(resolve, lingerMs))
  socket.destroy()
  return replies
}

const hello = ['EHLO client.example\r\n', 'MAIL FROM:<chen@example.com>\r\n', 'RCPT TO:<support@example.com>\r\n', 'DATA\r\n']
const mail = 'From: Chen <chen@example.com>\r\nTo: support@example.com\r\nSubject: Hi\r\nMessage-ID: <1@example.com>\r\n\r\nHello\r\n'
const only = async (event: Kept | undefined): Promise<InboundItem> => (await parseMail(event!.body))[0]!

test('takes a mail for an address it knows, stamped with what it knows of it', async () => {
  const { port, kept } = await receiver()
  const replies = await dialogue(port, [...hello, `${mail}.\r\n`])
  expect(replies.at(-1)).toMatch(/^250/)
  expect(kept).toHaveLength(1)
  expect(kept[0]!.body.toString()).toMatch(
    /^Authentication-Results: parley\.local; dmarc=none\r\nDelivered-To: support@example\.com\r\nReceived: by parley\.local; /,
  )
  expect(await only(kept[0])).toMatchObject({
    type: 'message',
    text: 'Hello',
    participants: [],
    from: { value: 'chen@example.com', verified: null },
  })
})

test('says 550 to an unknown address and relays nothing', async () => {
  const { port, kept } = await receiver()
  const replies = await dialogue(port, [hello[0]!, hello[1]!, 'RCPT TO:<someone@elsewhere.example>\r\n'])
  expect(replies.at(-1)).toMatch(/^550/)
  expect(kept).toEqual([])
})

test('says 452 when the disk is full', async () => {
  const store = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
  const { port } = await receiver({ store })
  expect((await dialogue(port, [...hello, `${mail}.\r\n`])).at(-1)).toMatch(/^452/)
})

test('says 451 when it cannot store, so that the sender keeps the mail', async () => {
  const { port } = await receiver({ store: () => Promise.reject(new Error('disk full')) })
  const replies = await dialogue(port, [...hello, `${mail}.\r\n`])
  expect(replies.at(-1)).toMatch(/^451/)
  expect(replies.at(-1)).not.toContain('disk full')
})

test('says 250 only after the mail is stored', async () => {
  const order: string[] = []
  const { port } = await receiver({
    store: async () => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      order.push('stored')
      return 'stored'
    },
  })
  await dialogue(port, [...hello, `${mail}.\r\n`])
  order.push('acknowledged')
  expect(order).toEqual(['stored', 'acknowledged'])
})

test('stores one mail to several of our addresses once per channel', async () => {
  const { port, kept } = await receiver()
  const more = ['RCPT TO:<help@example.com>\r\n', 'RCPT TO:<SALES@example.com>\r\n']
  await dialogue(port, [...hello.slice(0, 3), ...more, 'DATA\r\n', `${mail}.\r\n`])
  expect(kept.map((event) => event.channelId).toSorted()).toEqual(['sales', 'support'])
  expect(new Set(kept.map((event) => event.dedupeKey)).size).toBe(1)
})

test('refuses a mail larger than its limit and stays usable', async () => {
  const { port, kept } = await receiver()
  const replies = await dialogue(port, ['EHLO client.example\r\n', `MAIL FROM:<chen@example.com> SIZE=${40 * 1024 * 1024}\r\n`])
  expect(replies.at(-1)).toMatch(/^552/)
  expect(kept).toEqual([])
})

test('a mail that grows beyond the limit without saying so is refused as well, and the connection goes on', async () => {
  const { port, kept } = await receiver()
  const huge = `From: chen@example.com\r\n\r\n${'x'
    .repeat(998)
    .concat('\r\n')
    .repeat(36 * 1024 + 600)}.\r\n`
  const replies = await dialogue(port, [...hello, huge, ...hello.slice(1), `${mail}.\r\n`])
  expect(replies[4]).toMatch(/^552/)
  expect(replies.at(-1)).toMatch(/^250/)
  expect(kept).toHaveLength(1)
})

test('a sender cannot forge the stamp', async () => {
  const { port, kept } = await receiver()
  const forged = `Authentication-Results: parley.local; dmarc=pass\r\nDelivered-To: other@example.com\r\n${mail}`
  await dialogue(port, [...hello, `${forged}.\r\n`])
  expect(await only(kept[0])).toMatchObject({ from: { verified: null } })
})

test('an aligned signature or path proves the sender, a forged one is told', async () => {
  const records: Record<string, string[][]> = {
    'TXT example.com': [['v=spf1 ip4:127.0.0.1 -all']],
    'TXT _dmarc.example.com': [['v=DMARC1; p=reject']],
    'TXT forged.example': [['v=spf1 -all']],
    'TXT _dmarc.forged.example': [['v=DMARC1; p=reject']],
  }
  const dns = async (name: string, type: string) =>
    records[`${type} ${name}`] ?? Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))
  const { port, kept } = await receiver({ dns })
  await dialogue(port, [...hello, `${mail}.\r\n`])
  await dialogue(port, [...hello, `${mail.replace('chen@example.com', 'chen@forged.example')}.\r\n`])
  expect(await only(kept[0])).toMatchObject({ from: { value: 'chen@example.com', verified: true } })
  expect(await only(kept[1])).toMatchObject({ from: { value: 'chen@forged.example', verified: false } })
})

describe('smuggling: no end-of-data variant but the true one begins a second mail', () => {
  const second = 'MAIL FROM:<admin@example.com>\r\nRCPT TO:<sales@example.com>\r\nDATA\r\nFrom: admin@example.com\r\n\r\nsmuggled\r\n.\r\n'
  test.each(['\n.\n', '\r.\r', '\n.\r\n', '\r\n.\n', '\r\n.\r', '\r.\r\n', '\r\n\0.\r\n'])('%j', async (variant) => {
    const { port, kept } = await receiver()
    await dialogue(port, [...hello, `From: chen@example.com\r\n\r\nfirst${variant}${second}`], 150)
    expect(kept.map((event) => event.channelId)).not.toContain('sales')
    expect(kept.length).toBeLessThanOrEqual(1)
  })
})

test('a sender that ends lines with LF alone is understood', async () => {
  const { port, kept } = await receiver()
  await dialogue(port, [...hello, `${mail.replaceAll('\r\n', '\n')}\r\n.\r\n`])
  expect(await only(kept[0])).toMatchObject({ subject: 'Hi', text: 'Hello' })
})
