import { codes, later, no, type Meaning } from '../provider/meanings.ts'

/** Return codes that mean the same on WeChat's and WeCom's platform, from their lists of global codes. */
export const sharedRefusals: [string, Meaning][] = [
  ...codes('-1', later('The platform is busy; Parley tries again.')),
  ...codes('40001 40013 40125', no('The platform refused our credentials. Check the channel’s settings.')),
  ...codes('40164 60020', no('The platform does not know this server’s address. Add it to the IP allowlist (IP 白名单).')),
  ...codes('40004 40005', no('The platform does not take files of this type.')),
  ...codes('40006 40009 40010 40011', no('This file is too large for the platform. See the channel’s documentation for its limits.')),
  ...codes('45002', no('This text is too long for the platform. Send it in shorter parts.')),
  ...codes('45009', later('The account has used up its calls for now; Parley tries again.', 30 * 60_000)),
  ...codes('45011 45033', later('The platform asks us to slow down; Parley tries again.', 60_000)),
]
