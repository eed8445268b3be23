import { codes, later, no, type Meaning } from '../provider/meanings.ts'

/** Return codes that mean the same on WeChat's and WeCom's platform, from their lists of global codes. */
export const sharedRefusals: [string, Meaning][] = [
  ...codes('-1', later('The platform is busy; Parley tries again.')),
  ...codes('40001 40013 40125', no('The platform refused our credentials. Check the channel’s settings.')),
  ...codes('40014 42001', later('The platform does not take the access token it has just granted; Parley tries again.', 60_000)),
  ...codes(
    '40243',
    no('The secret is frozen on the platform. Unfreeze it there, or make a new one and enter it in the channel’s settings.'),
  ),
  ...codes('50007', no('The account is frozen. See its notice on the platform.')),
  ...codes(
    '89501 89503',
    later('An administrator must first approve this server’s address on the platform; Parley tries again.', 10 * 60_000),
  ),
  ...codes('89506 89507', no('An administrator refused this server’s address. Have them approve it, then send again.')),
  ...codes('40164 60020', no('The platform does not know this server’s address. Add it to the IP allowlist (IP 白名单).')),
  ...codes('40004 40005', no('The platform does not take files of this type.')),
  ...codes('40006 40009 40010 40011 45001', no('This file is too large for the platform. See the channel’s documentation for its limits.')),
  ...codes('45002', no('This text is too long for the platform. Send it in shorter parts.')),
  ...codes('45009', later('The account has used up its calls for now; Parley tries again.', 30 * 60_000)),
  ...codes('45011 45033', later('The platform asks us to slow down; Parley tries again.', 60_000)),
]
