import { sha256 } from '../../server/crypto.ts'
import type { Account, Demo, Simulated } from '../adapter.ts'
import type { SmsConfig } from './config.ts'
import { peer, practice, signed } from './peer.ts'

export const demo: Demo<SmsConfig> = {
  name: 'Practice number 短信练习号',
  config: (peerUrl) => ({ accountSid: practice.accountSid, authToken: practice.authToken, sender: practice.number, apiUrl: peerUrl }),
  simulates: ['text', 'image'],
  simulate: (account, simulated) => signed(account, account.config.authToken, formOf(account, simulated)),
  peer,
}

function formOf({ config }: Account<SmsConfig>, { type, from, text, id }: Simulated): Record<string, string> {
  const sid = `${type === 'image' ? 'MM' : 'SM'}${sha256(id).slice(0, 32)}`
  const media = `${config.apiUrl}/2010-04-01/Accounts/${config.accountSid}/Messages/${sid}/Media/ME${sha256(sid).slice(0, 32)}`
  return {
    ...{ MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, SmsStatus: 'received', AccountSid: config.accountSid, ApiVersion: '2010-04-01' },
    ...{ From: numberOf(from), To: config.sender, ToCountry: 'US', Body: text, NumSegments: '1', NumMedia: type === 'image' ? '1' : '0' },
    ...(type === 'image' ? { MediaUrl0: media, MediaContentType0: 'image/png' } : {}),
  }
}

const areas = ['201', '206', '212', '303', '312', '404', '415', '503', '512', '617', '702', '718', '808', '907', '917']

/** The same number for the same name, of those kept free for fiction (555-0100 to 555-0199). */
function numberOf(name: string): string {
  const number = Number.parseInt(sha256(name).slice(0, 8), 16)
  return `+1${areas[number % areas.length]}55501${String(Math.floor(number / areas.length) % 100).padStart(2, '0')}`
}
