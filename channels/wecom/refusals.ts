import { closes, codes, later, no } from '../provider/meanings.ts'
import { sharedRefusals } from '../tencent/refusals.ts'

/** WeCom's codes in words; what is not here is told with WeCom's own words. */
export const refusals = new Map([
  ...sharedRefusals,
  ...codes('95001', closes('Five messages were sent since the customer last wrote. They must write again first.')),
  ...codes('95002', closes('More than 48 hours have passed since the customer last wrote. They must write again first.')),
  ...codes('95013', closes('The conversation was ended in WeCom. The customer must write again first.')),
  ...codes('95018', no('Somebody serves this customer in WeCom itself, or the customer waits there: only WeCom can write now.')),
  ...codes('95000 95004', no('This customer service account does not exist (any more) in WeCom.')),
  ...codes('95011 95012 95017', no('WeCom has the interface of 微信客服 switched off. Switch it on in its administration.')),
  ...codes('40096', no('WeCom does not know this customer (any more). They must write again first.')),
  ...codes('48002 60011', no('The app may not use this customer service account. Grant it in WeCom’s administration (微信客服 → API).')),
  ...codes('40007', no('WeCom did not keep the file. Send it again.')),
  ...codes('41096', later('Another program is sending to this customer; Parley tries again.', 5_000)),
])
