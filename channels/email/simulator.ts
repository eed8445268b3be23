import { sha256 } from '../../server/crypto.ts'
import type { Simulator } from '../adapter.ts'
import type { EmailConfig } from './config.ts'
import { stamp } from './stamp.ts'

/** A mail as the built-in receiver takes it in: plain, from an example address nobody could prove. */
export const simulator: Simulator<EmailConfig> = {
  simulates: ['text'],
  simulate: ({ config: { address, formSenders } }, { from, text, id, now }) => {
    const local = sha256(from).slice(0, 12)
    const lines = [
      `From: =?utf-8?B?${encoded(from)}?= <${local}@mail.example.com>`,
      `To: <${address}>`,
      `Subject: =?utf-8?B?${encoded([...(text.split('\n')[0] ?? '')].slice(0, 30).join(''))}?=`,
      `Message-ID: <${sha256(id).slice(0, 32)}@mail.example.com>`,
      `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      ...(encoded(text).match(/.{1,76}/g) ?? []),
      '',
    ]
    const mail = Buffer.from(lines.join('\r\n'))
    return { body: stamp([mail], { address, verified: null, receivedAt: now, formSenders }), dedupeKey: sha256(mail) }
  },
}

const encoded = (text: string) => Buffer.from(text).toString('base64')
