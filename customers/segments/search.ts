import { getCountryCallingCode } from 'libphonenumber-js/min'
import type { Context } from '../../server/context.ts'
import { withoutContact } from '../../server/conditions/operators.ts'
import type { Param } from '../../server/conditions/catalogue.ts'
import { maskedFor } from '../../server/mask.ts'
import { formsOf, noteLookUps } from '../identity/look-up.ts'
import { searchTokens } from '../identity/name-tokens.ts'
import { possiblePhone, type Region } from '../identity/phones.ts'
import { phoneRegion } from '../identity/region.ts'

/**
 * What a person types to find a customer, as SQL on a root `c`, one for each way it may be meant: they begin the name (pinyin and initials
 * too), or an identity. Any of them will do; apart, each can use its own index. Who sees contact data in part finds by whole numbers and
 * addresses only, and by so many (`noteLookUps`).
 */
export async function matchesOf(context: Context, typed: string, param: Param): Promise<string[]> {
  const masked = maskedFor(context.actor).length > 0
  const names = namesOf(typed, param)
  const shown = masked ? names.map((name) => `(${name} AND ${withoutContact('c.name')} IS NOT NULL)`) : names
  return [...shown, masked ? await wholeIdentity(context, typed, param) : await beginningIdentity(context, typed, param)]
}

function namesOf(typed: string, param: Param): string[] {
  const prefix = `lower(c.name) LIKE lower(${param(beginning(typed))}::text)`
  const tokens = searchTokens(typed)
  return tokens.length === 0 ? [prefix] : [prefix, `c.name_tokens @> ${param(tokens)}::text[]`]
}

const identityWhere = (test: string) =>
  `EXISTS (SELECT FROM customers m JOIN identities i ON i.customer_id = m.id WHERE i.workspace_id = $1::uuid AND m.root_id = c.id AND ${test})`

async function beginningIdentity(context: Context, typed: string, param: Param): Promise<string> {
  const text = typed.normalize('NFKC')
  const digits = digitsOf(text)
  const likes = (digits === null ? [text] : spellings(text, digits, await phoneRegion(context.sql))).map(
    (one) => `lower(i.value) LIKE lower(${param(beginning(one))}::text)`,
  )
  if (digits !== null && /^\d{4,}$/.test(digits))
    likes.push(`i.kind = 'phone' AND reverse(i.value) LIKE ${param(beginning(backwards(digits)))}::text`)
  return identityWhere(`(${likes.join(' OR ')})`)
}

/** What is typed as a part of a phone number, in digits and perhaps a plus; null for anything else. */
function digitsOf(typed: string): string | null {
  const digits = typed.replace(/[\s().\-/\u2010-\u2015\u2212\u00b7]/g, '')
  return /^\+?\d{3,}$/.test(digits) ? digits : null
}

/** A phone number is kept as E.164 (`normalizePhone`), which nobody types: the beginnings it may have there. */
function spellings(typed: string, digits: string, region: Region): string[] {
  const abroad = /^(?:\+|00)(\d+)$/.exec(digits)?.[1]
  const country = getCountryCallingCode(region)
  const national = [`+${digits}`, `+${country}${digits.replace(/^0/, '')}`]
  return [...new Set([typed, digits, ...(abroad === undefined ? national : [`+${abroad}`]), possiblePhone(digits, region) ?? digits])]
}

const backwards = (digits: string): string => [...digits].reverse().join('')

async function wholeIdentity(context: Context, typed: string, param: Param): Promise<string> {
  await noteLookUps(context, { contacts: [typed] })
  return identityWhere(`i.value = ANY (${param(formsOf(typed, await phoneRegion(context.sql)))}::text[])`)
}

/** A LIKE pattern for "begins with", in which `%`, `_` and the backslash stand for themselves. */
const beginning = (text: string): string => `${text.replace(/[\\%_]/g, '\\$&')}%`
