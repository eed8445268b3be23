import type { Quota, Window } from '../adapter.ts'
import { shut, withinWindow } from '../provider/reply-window.ts'

const touch = { ms: 60_000, most: 3 }
/** WeChat's rules for customer messages, by what the customer did. */
const allowances = { message: { ms: 48 * 3_600_000, most: 5 }, follow: touch, scan: touch, menu: touch }

/** What the reply window leaves; a template message goes out to any follower at any time. */
export function quota(window: Window, now: Date): Quota {
  const left = leftOf(window, now)
  return left.allowed || window.closed === 'unfollowed' ? left : { ...left, fallback: 'template' }
}

function leftOf(window: Window, now: Date): Quota {
  if (isAct(window.openedBy)) return withinWindow(window, allowances[window.openedBy], now)
  return window.closed ? withinWindow(window, touch, now) : shut('WeChat lets us answer only who wrote first.')
}

const isAct = (act: string | null): act is keyof typeof allowances => Object.hasOwn(allowances, act ?? '')
