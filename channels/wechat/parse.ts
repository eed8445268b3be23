import { sha256 } from '../../server/crypto.ts'
import type { InboundItem } from '../adapter.ts'
import { oneLine } from '../provider/reading.ts'
import { customerMessage, lines, media, placeOf, type Content } from '../tencent/content.ts'
import { readXml } from '../tencent/xml.ts'
import { about, eventItem } from './events.ts'
import { payload, type Payload } from './payload.ts'

/** One decrypted callback to the item it holds: an Official Account sends each message and event on its own. */
export async function parseWechat(body: Buffer): Promise<InboundItem[]> {
  const root = readXml(body, 'xml')
  const read = payload.safeParse(root)
  if (!read.success) return [{ type: 'unknown', name: oneLine(String(root['MsgType'] ?? '')).slice(0, 60) || 'message' }]
  return [read.data.MsgType.toLowerCase() === 'event' ? eventItem(read.data) : messageItem(read.data, body)]
}

function messageItem(given: Payload, body: Buffer): InboundItem {
  // Two followers may have messages of the same number.
  const id = oneLine(given.MsgId)
  return customerMessage(id ? `${given.FromUserName}:${id}` : sha256(body), about(given), contentOf(given))
}

function contentOf(given: Payload): Content {
  switch (given.MsgType.toLowerCase()) {
    case 'text':
      return { text: given.Content }
    case 'image':
      return { files: [media(given.MediaId, 'image.jpg', 'image/jpeg')] }
    case 'voice':
      // The text is the platform's own transcription, where speech recognition is switched on.
      return { text: given.Recognition, files: [media(given.MediaId, 'voice.amr', 'audio/amr')] }
    case 'video':
    case 'shortvideo':
      return { files: [media(given.MediaId, 'video.mp4', 'video/mp4')] }
    case 'location':
      return placeOf(Number(given.Location_X || NaN), Number(given.Location_Y || NaN), '', given.Label)
    case 'link':
      return { text: lines(given.Title, given.Description, given.Url) }
    case 'file':
      // There is no way to fetch it: it can only be seen in the platform's own console.
      return { text: `[文件] ${lines(given.Title, given.Description)}` }
    case 'miniprogrampage':
      return { text: lines(`[小程序] ${given.Title}`, given.PagePath) }
    case 'music':
      return { text: lines(`[音乐] ${given.Title}`, given.Description, given.MusicUrl || given.Url) }
    default:
      return { unsupported: given.MsgType }
  }
}
