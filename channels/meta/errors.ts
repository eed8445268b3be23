import { closes, later, no, type Meaning } from '../provider/meanings.ts'

export type GraphError = { code: number; subcode: number | null; said: string }

const slowDown = later('Meta asks us to slow down; Parley tries again.', 60_000)
const trouble = later('Meta has trouble at the moment; Parley tries again.')
const noToken = no('Meta no longer accepts the access token. Make a new one and enter it in the channel’s settings.')
const noRight = no('The access token lacks a permission for this. Grant the permissions named in the set-up steps.')
const tooLate = closes(
  'Meta takes no answer any more: too much time has passed since the customer last wrote. Wait until they write again.',
)
const gone = no('This person cannot be written to: they left, blocked this account, or wrote to another one.')
const file = no('Meta does not take this file: its type or size is none it knows. Send it in another format.')
const wording = no('The template does not fit what was entered. Look at its variables, and choose it again.')
const template = no(
  'This template cannot be used now: it is missing, paused or not approved. Look at it in WhatsApp Manager, or choose another.',
)
const notRegistered = no('This number is not registered with the Cloud API. Register it in WhatsApp Manager.')

/** By `code`, or `code/subcode` where it says more. From "Handle errors" of the Graph API and the error codes of Messenger and the Cloud API. */
const meanings: Record<string, Meaning> = {
  1: trouble,
  2: trouble,
  3: noRight,
  4: slowDown,
  10: noRight,
  '10/2018278': tooLate,
  '10/2534022': tooLate,
  17: slowDown,
  32: slowDown,
  '100/33': no('What this answers is not there any more, or the account may not see it.'),
  '100/2018001': gone,
  '100/2018047': file,
  102: noToken,
  190: noToken,
  '200/1545041': gone,
  '200/2018278': tooLate,
  368: no('Meta has restricted this account for breaking its rules. Look at its status in Meta Business Suite.'),
  551: gone,
  613: slowDown,
  1200: trouble,
  80006: slowDown,
  80007: slowDown,
  130429: later('Meta asks us to slow down; Parley tries again.', 10_000),
  130472: no('WhatsApp keeps marketing messages from this person as part of a trial. Wait until they write.'),
  131000: trouble,
  131016: trouble,
  131021: no('This is the channel’s own number: nobody can write to themselves here.'),
  131026: no('WhatsApp cannot deliver to this number: it may not use WhatsApp, or only an old version of it.'),
  131031: no('Meta has locked this WhatsApp account. Look at its status in WhatsApp Manager.'),
  131037: no('The name of this WhatsApp number is not approved yet. Have it approved in WhatsApp Manager.'),
  131042: no('Meta cannot charge for this message. Check the payment settings of the WhatsApp account.'),
  131045: notRegistered,
  131047: closes('More than 24 hours have passed since the customer last wrote. Send a template instead.'),
  131048: no('WhatsApp holds this number back because people blocked or reported it. Look at its quality in WhatsApp Manager.'),
  131049: no('WhatsApp holds this back so that the customer does not get too much marketing. Try again in a day.'),
  131050: no('The customer wants no marketing messages from you on WhatsApp.'),
  131051: no('WhatsApp does not take messages of this kind.'),
  131052: file,
  131053: file,
  131056: later('Too many messages went to this person in a short time; Parley tries again.'),
  131057: trouble,
  132000: wording,
  132001: template,
  132005: no('With what was entered the template gets too long. Shorten the variables.'),
  132007: template,
  132012: wording,
  132015: template,
  132016: template,
  133004: trouble,
  133010: notRegistered,
}

const wrongSecret = no('The app secret does not belong to the app of the access token. Correct it in the channel’s settings.')

/** What an error means; undefined: a code we do not know. */
export function meaningOf({ code, subcode, said }: GraphError): Meaning | undefined {
  if (code === 100 && said.includes('appsecret_proof')) return wrongSecret
  const known = meanings[`${code}/${subcode}`] ?? meanings[code]
  return known ?? (code >= 200 && code < 300 ? noRight : undefined)
}

/** Why a message did not arrive that Meta had taken. It tries no further, so neither do we: a person decides. */
export function failureOf(error: GraphError | undefined): { permanent: boolean; reason: string } {
  if (!error) return { permanent: true, reason: 'Meta could not deliver this and does not say why.' }
  const meaning = meaningOf(error)
  const isLasting = meaning?.retry === 'no'
  return { permanent: true, reason: isLasting ? meaning.reason : `Meta could not deliver this (${error.code}): ${error.said}` }
}
