import { closes, codes, no, usesUp } from '../provider/meanings.ts'
import { sharedRefusals } from '../tencent/refusals.ts'

/** WeChat's codes in words; what is not here is told with WeChat's own words. */
export const refusals = new Map([
  ...sharedRefusals,
  ...codes('40003', no('This customer does not belong to this Official Account: it does not know their OpenID.')),
  ...codes('43004 50005', closes('The customer does not follow the account (any more), so nothing can be sent to them.')),
  ...codes('45015', closes('The time to answer is over, or the customer no longer follows the account. They must write again first.')),
  ...codes(
    '45047',
    usesUp(
      'All messages are used up that WeChat takes after the customer’s: five after a message, three after a menu click, a scan or a new follow. They must write again first.',
    ),
  ),
  ...codes('40037', no('WeChat does not know this template (any more). Choose another.')),
  ...codes('45166', no('WeChat does not take this text: a link or a mark in it is none it knows. Change it and send again.')),
  ...codes('48001', no('The account may not send this: WeChat grants it to verified accounts (微信认证).')),
  ...codes('48004', no('WeChat has blocked this interface for the account. See its notice on the platform.')),
  ...codes('48002', no('The customer blocks messages of this account. They must allow them again in WeChat.')),
  ...codes('43019', no('The customer is on the account’s blocklist. Take them off it on the platform first.')),
  ...codes('50002', no('WeChat has limited this account. See its notice on the platform.')),
  ...codes('87014', no('WeChat finds this text or picture unlawful or unsafe, and does not send it.')),
])
