import { closes, codes, failed, later, no } from '../provider/meanings.ts'
import type { Said } from './client.ts'

const stale = '10008 2190008 28001008 2190002 28001003'
/** The access token has run out or is wrong; nothing was done. */
export const staleToken = (code: string): boolean => stale.split(' ').includes(code)

/** From the status codes of developer.open-douyin.com, the new ones (28…) and those before (2…). */
const meanings = new Map([
  ...codes('28001005 28001006 2100004 28001052', later('Douyin has trouble for now. Parley tries again.')),
  ...codes('28003018', later('Douyin asks us to slow down. Parley tries again in a minute.', 60_000)),
  ...codes('28003017 2190001', closes('Douyin takes no more messages for now. You can write again once the customer does.')),
  ...codes(`${stale} 10010 10020 28001015`, no('Douyin refused the authorisation: it is wrong or has run out. Authorise again.')),
  ...codes('10003 10013', no('Douyin does not know this Client Key, or the secret does not fit it. Check the channel’s settings.')),
  ...codes('28001012 28001014 28001018 28001042 2190004 2100007', no('The app may not do this. Ask Douyin for it, then authorise again.')),
  ...codes('28001016 28001019 28001056', no('Douyin has blocked or ended this ability of the app. See its notice on the developer pages.')),
  ...codes('28001045 28001046 28001047 2100009', no('This account is closed, blocked or private on Douyin.')),
  ...codes('28001007 2100005 10002', no('Douyin did not take this message as it is. Change it and send again.')),
  ...codes('no_data', no('The API address does not answer like Douyin. Set it back to its default.')),
])

/** What a refusal means for a message; null when there is none. */
export function failureIn({ answer, code, said }: Said): ReturnType<typeof failed> | null {
  return code === '0' ? null : failed(answer, code, said, meanings.get(code))
}
