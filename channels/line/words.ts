import { closes, no, type Meaning } from '../provider/meanings.ts'

const gone = /^40[04] .*(Failed to send|property, 'to'|friend|block)/i

/** By status and LINE's words; first come, first served. https://developers.line.biz/en/reference/messaging-api/#error-responses */
export const meanings: [RegExp, Meaning][] = [
  [/^401/, no('LINE refused the channel access token. Issue it again at LINE and enter it in the channel’s settings.')],
  [/^403/, no('LINE does not let this account send. Look at its plan and state in the LINE Official Account Manager.')],
  [/^429 .*monthly limit/i, no('The messages of this month’s plan are used up. Raise the limit at LINE, or wait for the next month.')],
  [gone, closes('LINE does not deliver to this person: they left the account, or LINE.')],
  [/^400 .*(originalContentUrl|previewImageUrl)/, no('LINE did not take the file’s address. PUBLIC_URL must be a public https address.')],
  [/^413/, no('The message is larger than LINE takes. Shorten it.')],
]
