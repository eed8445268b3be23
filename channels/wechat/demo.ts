import { sha256 } from '../../server/crypto.ts'
import type { Demo, Simulated } from '../adapter.ts'
import { sealCallback } from '../tencent/callback.ts'
import type { WechatConfig } from './config.ts'
import { followerOf, noteTouch, officialAccount } from './peer.ts'
import { practice } from './peer-settings.ts'
import { callbackOf } from './verify.ts'

/** An Official Account to practise with: callbacks encrypted like WeChat's, and WeChat's side of the interfaces. */
export const demo: Demo<WechatConfig> = {
  name: 'Practice teahouse 练习茶馆',
  config: (apiUrl) => ({ ...practice, apiUrl }),
  simulates: ['text', 'image', 'voice', 'location', 'follow'],
  simulate: (account, simulated) => {
    noteTouch(account.channelId, followerOf(simulated.from), simulated)
    return sealCallback(toXml(simulated), callbackOf(account.config), simulated)
  },
  peer: (account, deliver) =>
    officialAccount(account.channelId, (xml, id) =>
      deliver(sealCallback(xml, callbackOf({ ...practice, apiUrl: '' }), { id, now: new Date() })),
    ),
}

function toXml({ type, from, text, id, now }: Simulated): string {
  const common = `<ToUserName>gh_practice</ToUserName><FromUserName>${followerOf(from)}</FromUserName><CreateTime>${Math.floor(now.getTime() / 1000)}</CreateTime>`
  if (type === 'follow')
    return `<xml>${common}<MsgType>event</MsgType><Event>subscribe</Event><EventKey>qrscene_teahouse-${sha256(id).slice(0, 6)}</EventKey></xml>`
  // Ids are numbers of 64 bits.
  return `<xml>${common}${contentOf(type, text)}<MsgId>${BigInt(`0x${sha256(id).slice(0, 15)}`)}</MsgId></xml>`
}

function contentOf(type: Simulated['type'], text: string): string {
  if (type === 'image') return '<MsgType>image</MsgType><PicUrl></PicUrl><MediaId>practice-picture</MediaId>'
  if (type === 'voice')
    return `<MsgType>voice</MsgType><Format>amr</Format><MediaId>practice-voice</MediaId><Recognition>${cdata(text)}</Recognition>`
  if (type === 'location')
    return `<MsgType>location</MsgType><Location_X>30.2467</Location_X><Location_Y>120.1489</Location_Y><Scale>16</Scale><Label>${cdata('杭州市西湖区断桥')}</Label>`
  return `<MsgType>text</MsgType><Content>${cdata(text)}</Content>`
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
