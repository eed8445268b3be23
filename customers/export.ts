import type { Customer, FieldValue } from '../contract/customers.ts'
import type { Field } from '../contract/fields.ts'
import type { Locale } from '../contract/users.ts'
import type { Cell } from '../server/export/cells.ts'
import { localTime, type ExportedList, type Reader } from '../server/export/list.ts'
import { findFields } from './profile/fields.ts'
import { phoneText } from './identity/phones.ts'
import { listCustomers } from './segments/list.ts'
import { contentOf } from './profile/profile.ts'
import { shown, showerOf, type Shower } from './profile/shown.ts'

/** The customers list as a file: identities and custom fields are columns, names stand for ids. */
export const exportedCustomers: ExportedList<'customer.list'> = {
  endpoint: 'customer.list',
  name: 'customers',
  needs: 'customer.export',
  list: listCustomers,
  table: async (reader) => {
    const fields = (await findFields(reader.context.sql)).filter(({ archived }) => !archived)
    return {
      headers: [...titles[reader.locale], ...fields.map(({ name }) => name)],
      rows: async (customers) => {
        const shower = await showerOf(reader.context.sql, customers.flatMap((customer) => keys(fields).map((key) => ({ key, content: contentOf(customer, key) })))) // prettier-ignore
        return customers.map((customer) => rowOf(customer, fields, shower, reader))
      },
    }
  },
}

/** Called as the import calls them, so that a file can come back. */
const titles: Record<Locale, string[]> = {
  en: ['Name', 'Phone', 'Email', 'Other accounts', 'Company', 'Birthday', 'Owner', 'Team', 'Labels', 'Created', 'Last seen', 'Id'],
  'zh-CN': ['姓名', '手机', '邮箱', '其他账号', '公司', '生日', '负责人', '团队', '标签', '创建时间', '最近联系', '编号'],
}

const keys = (fields: Field[]): string[] => ['company', 'birthday', 'owner', 'team', 'labels', ...fields.map(({ id }) => id)]

function rowOf(customer: Customer, fields: Field[], shower: Shower, { locale, timeZone }: Reader): Cell[] {
  const handles = (kinds: string[], but = false) =>
    customer.identities.filter(({ kind }) => kinds.includes(kind) !== but).map(({ kind, value }) => (but ? `${kind}:${value}` : value))
  const text = (key: string): Cell => oneCell(shown(shower, key, contentOf(customer, key)), locale)
  const birthday = text('birthday')
  return [
    customer.name,
    handles(['phone']).map(phoneText).join('; '),
    handles(['email']).join('; '),
    handles(['phone', 'email'], true).join('; '),
    text('company'),
    typeof birthday === 'string' && locale === 'zh-CN' ? birthday.replace(/^lunar /, '农历') : birthday,
    text('owner'),
    text('team'),
    text('labels'),
    localTime(customer.createdAt, timeZone),
    localTime(customer.lastSeenAt, timeZone),
    customer.id,
    ...fields.map((field) => (field.type === 'money' ? amount(field, customer.fields[field.id]) : text(field.id))),
  ]
}

function oneCell(content: ReturnType<typeof shown>, locale: Locale): Cell {
  if (Array.isArray(content)) return content.join(', ')
  if (typeof content !== 'boolean') return content
  return locale === 'zh-CN' ? (content ? '是' : '否') : content ? 'yes' : 'no'
}

/** Minor units as the amount people read. */
function amount({ currency }: Field, value: FieldValue | undefined): Cell {
  if (typeof value !== 'number') return null
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency: currency ?? 'CNY' }).resolvedOptions()
  return value / 10 ** maximumFractionDigits
}
