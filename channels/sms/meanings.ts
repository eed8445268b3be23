import { closes, codes, later, no } from '../provider/meanings.ts'

/** Why a message did not arrive, by Twilio's code or its status, in words for a person. */
export function reasonOf(code: string): string {
  return meanings.get(code)?.reason ?? `The message did not arrive: Twilio reports error ${code}.`
}

/** What Twilio’s codes mean for a message. https://www.twilio.com/docs/api/errors */
export const meanings = new Map([
  ...codes('20003', no('Twilio refused the Account SID or auth token. Check the channel’s settings.')),
  ...codes('20005 30002', no('The Twilio account is suspended or closed. Sign in at Twilio to see why.')),
  ...codes('21211 21214 21217', no('This is no number that can take a text message. Check it, digit by digit, with its country code.')),
  ...codes('21212 21606 21659 21703 21705', no('The channel’s sender cannot send text messages from this account. Check the settings.')),
  ...codes('21408', no('The Twilio account may not text this country. Allow it under Messaging, Geo permissions.')),
  ...codes('21608', no('A trial account only texts numbers verified at Twilio. Verify this one, or upgrade the account.')),
  ...codes('21610', closes('This person opted out by texting STOP. Write again once they text START.')),
  ...codes('21611 30001', later('Twilio’s queue for this sender is full; Parley tries again.')),
  ...codes('21612', no('Twilio has no way from this sender to this number. Use a sender of the customer’s country.')),
  ...codes('21614 21635 30006', no('This number is a landline, or its carrier takes no text messages. Call, or write another way.')),
  ...codes('21617', no('The text is longer than the 1600 characters Twilio takes. Shorten it.')),
  ...codes('12300 21620', no('Twilio could not fetch the file from us. PUBLIC_URL must be a public https address.')),
  ...codes('30003', no('The phone is switched off, out of reach, or takes no messages. Try later or another way.')),
  ...codes('30004', no('The phone or its owner blocks messages from this sender.')),
  ...codes('30005', no('This number does not exist (any more). Check it, or write another way.')),
  ...codes('30007', no('The carrier took the message for spam and filtered it. Reword it: fewer links, no capitals.')),
  ...codes('30008', no('The carrier did not say why the message did not arrive. Send it again, or write another way.')),
  ...codes('30032 30034', no('The carrier blocks this sender until it is registered (A2P 10DLC or toll-free) at Twilio.')),
  ...codes('canceled', no('The message was cancelled at Twilio before it was sent.')),
])
