import { closes, codes, no } from '../provider/meanings.ts'
import { sharedRefusals } from '../tencent/refusals.ts'

/** WeChat's codes in words; what is not here is told with WeChat's own words. */
export const refusals = new Map([
  ...sharedRefusals,
  ...codes('40003', no('This customer does not belong to this Official Account: it does not know their OpenID.')),
  ...codes('43004 50005', closes('The customer does not follow the account (any more), so nothing can be sent to them.')),
  ...codes('45015', closes('The time to answer is over, or the customer no longer follows the account. They must write again first.')),
  ...codes('45047', closes('WeChat takes no more messages until the customer writes again.')),
  ...codes('48001', no('The account may not send this: WeChat grants it to verified accounts (微信认证).')),
  ...codes('48004', no('WeChat has blocked this interface for the account. See its notice on the platform.')),
  ...codes('48002', no('The customer blocks messages of this account. They must allow them again in WeChat.')),
  ...codes('43019', no('The customer is on the account’s blocklist. Take them off it on the platform first.')),
  ...codes('50002', no('WeChat has limited this account. See its notice on the platform.')),
  ...codes('87014', no('WeChat finds this text or picture unlawful or unsafe, and does not send it.')),
])
