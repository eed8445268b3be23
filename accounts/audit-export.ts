import type { AuditEntry } from '../contract/audit.ts'
import type { Locale } from '../contract/users.ts'
import type { Cell } from '../server/export/cells.ts'
import { localTime, type ExportedList } from '../server/export/list.ts'
import { listAudit } from './audit-list.ts'

/** The audit log as a file, for whoever may read it. */
export const exportedAudit: ExportedList<'audit.list'> = {
  endpoint: 'audit.list',
  name: 'audit',
  needs: 'audit.read',
  list: listAudit,
  table: ({ locale, timeZone }) => ({ headers: titles[locale], rows: (entries) => entries.map((entry) => rowOf(entry, timeZone)) }),
}

const titles: Record<Locale, string[]> = {
  en: ['Time', 'Who', 'Action', 'On', 'Its id', 'Before', 'After', 'Address', 'Request'],
  'zh-CN': ['时间', '操作人', '操作', '对象', '对象编号', '之前', '之后', '地址', '请求编号'],
}

function rowOf({ at, actor, action, target, before, after, ip, requestId }: AuditEntry, timeZone: string): Cell[] {
  const json = (value: object | null) => value && JSON.stringify(value)
  return [localTime(at, timeZone), actor.name, action, target?.type ?? null, target?.id ?? null, json(before), json(after), ip, requestId]
}
