import type { Handle, InboundMessage, RemoteFile, Thread } from '../adapter.ts'
import { plainMessage } from '../provider/reading.ts'

/** What a message of WeChat or WeCom holds. */
export type Content = Partial<Pick<InboundMessage, 'text' | 'files' | 'place' | 'unsupported'>>

/** Who wrote, where and when (ISO 8601). */
export type Written = { thread: Thread; from: Handle; at: string }

/** A customer's message. */
export function customerMessage(externalId: string, { thread, from, at }: Written, content: Content): InboundMessage {
  return plainMessage({ externalId, thread: { ...thread, refs: [externalId] }, from, text: '', ...content, sentAt: at })
}

/** A file that lies with the platform for three days. */
export function media(mediaId: string, name: string, type: string): RemoteFile {
  return { ref: { mediaId }, name, type, size: null }
}

/** A place on earth; words where the numbers name none. */
export function placeOf(latitude: number, longitude: number, name: string, address: string): Content {
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  return onEarth ? { place: { latitude, longitude, name, address } } : { text: lines('[位置]', name, address) }
}

/** The parts that say something, a line each. */
export const lines = (...parts: (string | undefined)[]): string => parts.filter((part) => part?.trim()).join('\n')
