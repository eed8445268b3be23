import { Readable } from 'node:stream'
import type { Outbound, OutboundFile } from '../../channels/adapter.ts'

/** One part of a message to send, as the core hands it to an adapter: a text to somebody of nothing in particular, unless said otherwise. */
export function outbound(extra: Partial<Outbound> = {}): Outbound {
  const messageId = '01900000-0000-7000-8000-00000000000a'
  return {
    messageId,
    partId: messageId,
    externalId: null,
    thread: { key: 't', subject: null, surface: 'message', refs: [] },
    to: { kind: 'account', value: 'somebody', name: 'Somebody', verified: null },
    recipients: { to: [], cc: [], bcc: [] },
    only: [],
    authorName: 'Ana',
    text: 'Hello 你好',
    quoted: null,
    files: [],
    template: null,
    window: { openedBy: 'message', openedAt: new Date().toISOString(), sent: 0, closed: null },
    ...extra,
  }
}

/** A file to send with these bytes. */
export function outboundFile(name: string, type: string, content: string | Buffer = 'x', open?: () => Promise<Readable>): OutboundFile {
  return {
    name,
    type,
    size: Buffer.byteLength(content),
    open: open ?? (async () => Readable.from([Buffer.from(content)])),
    link: () => `https://parley.example.com/outside/files/${encodeURIComponent(name)}`,
  }
}
