import { fold } from '../../language/folding.ts'

/** A mail address as it is compared. */
export type Mail = {
  whole: string
  local: string
  domain: string
  /** Where mail to it arrives by its provider's rules: without dots and tags at Gmail, without tags elsewhere. */
  mailbox: string
  /** info@, sales@, 客服@: several people read it. */
  shared: boolean
}

const sharedLocal =
  /^(info|sales|support|service|services|admin|office|contact|hello|hi|mail|post|team|hr|jobs|finance|billing|accounts?|marketing|help|helpdesk|kefu|no-?reply|webmaster|postmaster|enquir(y|ies)|inquiry|order|orders|shop|store|客服|销售|business|purchase|purchasing|procurement|reception)\d{0,3}$/u

const gmail = /^(gmail|googlemail)\.com$/

export function mailOf(address: string): Mail {
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)]
  const untagged = local.replace(/\+.*$/, '')
  const mailbox = gmail.test(domain) ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${domain}`
  return { whole: address, local: untagged, domain, mailbox, shared: sharedLocal.test(untagged) }
}

/** A mobile number belongs to a person or a family; a switchboard, 400 and 95xxx to a house. */
export function isHouseNumber(phone: string): boolean {
  if (!phone.startsWith('+')) return true
  return /^\+86(?!1[3-9])/.test(phone)
}

const legalForm = /(股份有限公司|有限责任公司|有限公司|集团|公司)$|\b(co|ltd|inc|llc|corp|gmbh|limited|company|corporation)\b\.?/gu

/** A company's name without its legal form; null where nothing is left. */
export function companyKey(company: string | null): string | null {
  const bare = fold(company ?? '')
    .replace(legalForm, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
  return bare.length > 1 ? bare : null
}
