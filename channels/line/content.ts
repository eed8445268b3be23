import type { InboundMessage, RemoteFile } from '../adapter.ts'
import { oneLine } from '../provider/reading.ts'
import type { LineContent } from './payload.ts'

/** What a message holds, in words, files and a place; `id` is where its file lies at LINE. */
export function contentOf(message: LineContent, id: string): Pick<InboundMessage, 'text' | 'files' | 'place'> {
  switch (message.type) {
    case 'text':
      return { text: message.text, files: [] }
    case 'sticker':
      return { text: `[${stickerIn(message)}]`, files: [] }
    case 'location': {
      const { latitude, longitude, title, address } = message
      return { text: '', files: [], place: { latitude, longitude, name: oneLine(title), address: oneLine(address) } }
    }
    case 'file':
      return { text: '', files: [{ ref: { id }, name: oneLine(message.fileName) || 'file', type: binary, size: message.fileSize ?? null }] }
    default:
      return { text: '', files: [mediaIn(message, id)] }
  }
}

/** What somebody wrote on it, else what it shows: LINE tells up to 15 words for that, the first few say enough. */
function stickerIn({ text, keywords }: Extract<LineContent, { type: 'sticker' }>): string {
  return oneLine(text ?? keywords?.slice(0, 3).join(', ')) || 'sticker'
}

const media = {
  image: { name: 'image.jpg', type: 'image/jpeg' },
  video: { name: 'video.mp4', type: 'video/mp4' },
  audio: { name: 'audio.m4a', type: 'audio/mp4' },
}
const binary = 'application/octet-stream'

/** A file lies with LINE, or, sent by a web app inside LINE, at an address of its own. */
function mediaIn({ type, contentProvider: at }: Extract<LineContent, { type: keyof typeof media }>, id: string): RemoteFile {
  const isElsewhere = at?.type === 'external' && at.originalContentUrl !== undefined
  return { ref: isElsewhere ? { url: at.originalContentUrl ?? '' } : { id }, ...media[type], size: null }
}
