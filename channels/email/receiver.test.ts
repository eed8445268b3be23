import { once } from 'node:events'
import net from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { InboundItem, Verified } from '../adapter.ts'
import { intakeLimits } from './intake.ts'
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

test('takes what is written to the address of one answer for the channel it belongs to', async () => {
  const { port, kept } = await receiver()
  const to = 'support+01900000000070008000000000000000@example.com'
  await dialogue(port, [
    'EHLO c\r\n',
    'MAIL FROM:<a@b.example>\r\n',
    `RCPT TO:<${to}>\r\n`,
    'DATA\r\n',
    `From: a@b.example\r\nTo: ${to}\r\n\r\nhi\r\n.\r\n`,
  ])
  expect(kept).toMatchObject([{ channelId: 'support' }])
  const [item] = await parseMail(kept[0]!.body)
  expect(item).toMatchObject({ to: ['support@example.com'], thread: { refs: expect.arrayContaining(['01900000-0000-7000-8000-000000000000@example.com']) } }) // prettier-ignore
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

describe('what one network or sender may bring', () => {
  const limits = { ...intakeLimits, seconds: 600 }
  const from = (sender: string) => [`MAIL FROM:<${sender}>\r\n`, hello[2]!, 'DATA\r\n', `${mail}.\r\n`]

  test('a network has so many mails, then is asked to come back', async () => {
    const { port, kept } = await receiver({ limits: { ...limits, network: { ...limits.network, mails: 2 } } })
    const replies = await dialogue(port, [hello[0]!, ...from('a@example.com'), ...from('b@example.com'), 'MAIL FROM:<c@example.com>\r\n'])
    expect(replies.at(-1)).toMatch(/^451 /)
    expect((await dialogue(port, hello.slice(0, 2))).at(-1)).toMatch(/^451 /)
    expect(kept).toHaveLength(2)
  })

  test('so does a sender, and others of its network go on', async () => {
    const { port, kept } = await receiver({ limits: { ...limits, sender: { ...limits.sender, mails: 1 } } })
    const replies = await dialogue(port, [hello[0]!, ...from('a@example.com'), 'MAIL FROM:<A@Example.com>\r\n'])
    expect(replies.at(-1)).toMatch(/^451 /)
    expect((await dialogue(port, [hello[0]!, ...from('b@example.com')])).at(-1)).toMatch(/^250 /)
    expect(kept).toHaveLength(2)
  })

  test.each(['network', 'sender'] as const)('a %s has so many bytes, and what goes beyond is not kept', async (whose) => {
    const { port, kept } = await receiver({ limits: { ...limits, [whose]: { mails: 100, bytes: mail.length * 1.5 } } })
    const replies = await dialogue(port, [hello[0]!, ...from('a@example.com'), ...from('a@example.com')])
    expect([replies[4], replies.at(-1)]).toEqual([expect.stringMatching(/^250 /), expect.stringMatching(/^451 /)])
    expect(kept).toHaveLength(1)
  })

  test('bounces, which have no sender, count for their network alone', async () => {
    const { port, kept } = await receiver({ limits: { ...limits, sender: { ...limits.sender, mails: 1 } } })
    await dialogue(port, [hello[0]!, ...from(''), ...from(''), ...from('')])
    expect(kept).toHaveLength(3)
  })

  test('a network has so many connections at once, and a closed one makes room', async () => {
    const { port } = await receiver({ limits: { ...limits, connections: 2 } })
    const held = [net.connect(port, '127.0.0.1'), net.connect(port, '127.0.0.1')]
    await Promise.all(held.map((socket) => once(socket, 'data')))
    expect(await greeting(port)).toMatch(/^421 /)
    for (const socket of held) socket.destroy()
    await expect.poll(() => greeting(port)).toMatch(/^220 /)
  })

  test('names asked for count too, so that nobody tries them all', async () => {
    const { port } = await receiver({ limits: { ...limits, recipients: 2 } })
    const ask = 'RCPT TO:<nobody@example.com>\r\n'
    expect((await dialogue(port, [hello[0]!, hello[1]!, ask, ask, hello[2]!])).at(-1)).toMatch(/^451 /)
  })

  test.each([['127.0.0.1'], ['127.0.0.0/8']])('a relay of ours (%s) is not limited', async (relay) => {
    const none = { ...limits, connections: 0, recipients: 0, network: { mails: 0, bytes: 0 }, sender: { mails: 0, bytes: 0 } }
    const { port, kept } = await receiver({ limits: none, relays: ['2001:db8::/32', relay] })
    expect((await dialogue(port, [hello[0]!, ...from('a@example.com')])).at(-1)).toMatch(/^250 /)
    expect(kept).toHaveLength(1)
  })
})

describe('a connection that holds on without getting on is closed', () => {
  const slow = { ms: 200, bytes: 1_000 }
  const said = async (port: number, drip: string | null, before: string[] = []) => {
    const socket = net.connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (piece) => (text += piece.toString())).on('error', () => undefined)
    await once(socket, 'data')
    socket.write(before.join(''))
    const timer = setInterval(() => drip !== null && socket.write(drip), 20)
    await once(socket, 'close')
    clearInterval(timer)
    return text
  }

  test('silent from the start', async () => expect(await said((await receiver({ slow })).port, null)).toContain('421 4.4.2'))
  test('repeating a command', async () => expect(await said((await receiver({ slow })).port, 'NOOP\r\n')).toContain('421 4.4.2'))
  test('dripping a mail', async () => {
    const { port, kept } = await receiver({ slow })
    expect(await said(port, 'x', hello)).toContain('421 4.4.2')
    expect(kept).toEqual([])
  })

  test('in the end also one that is quick', async () => {
    const { port } = await receiver({ slow: { ms: 60_000, mostMs: 300 } })
    expect(await said(port, 'NOOP\r\n')).toContain('421 4.4.2')
  })

  test('but not one that waits for us', async () => {
    let stored: () => void = () => undefined
    const { port } = await receiver({ slow, store: () => new Promise((resolve) => (stored = () => resolve('stored'))) })
    const replies = dialogue(port, [...hello, `${mail}.\r\n`])
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    stored()
    expect((await replies).at(-1)).toMatch(/^250 /)
  })
})

async function greeting(port: number): Promise<string> {
  const socket = net.connect(port, '127.0.0.1')
  const [text] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return text.toString()
}

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
