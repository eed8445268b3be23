import type { OwnConversation } from '../contract/conversations.ts'
import { unsupportedLine } from '../contract/unsupported.ts'
import type { Locale } from '../contract/users.ts'
import type { Context } from '../server/context.ts'
import type { Cell } from '../server/export/cells.ts'
import { localTime, type ExportedList } from '../server/export/list.ts'
import { listConversations } from './list.ts'

/** The inbox as a file: a row for each conversation of the list, without its messages. */
export const exportedConversations: ExportedList<'conversation.list'> = {
  endpoint: 'conversation.list',
  name: 'conversations',
  needs: 'customer.export',
  list: listConversations,
  table: async ({ context, locale, timeZone }) => {
    const names = await namesOf(context)
    return { headers: titles[locale], rows: (items) => items.map((item) => rowOf(item, names, { locale, timeZone })) }
  },
}

const titles: Record<Locale, string[]> = {
  en: ['Customer', 'Channel', 'Subject', 'Status', 'Assignee', 'Team', 'Unread', 'Waiting since', 'Last message', 'Last at', 'Mood', 'Opened', 'Id'],
  'zh-CN': ['客户', '渠道', '主题', '状态', '处理人', '团队', '未读', '等待自', '最近消息', '最近时间', '情绪', '开始时间', '编号'],
} // prettier-ignore

/** Channels, people and teams by id: few in any workspace. */
async function namesOf({ sql }: Context): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }>(
    `SELECT id, name FROM channels WHERE workspace_id = $1::uuid UNION ALL SELECT id, name FROM users WHERE workspace_id = $1::uuid
     UNION ALL SELECT id, name FROM teams WHERE workspace_id = $1::uuid`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function rowOf(item: OwnConversation, names: Map<string, string>, { locale, timeZone }: { locale: Locale; timeZone: string }): Cell[] {
  const name = (id: string | null) => (id === null ? null : (names.get(id) ?? id))
  return [
    item.customer.name,
    name(item.channelId),
    item.subject,
    item.status,
    name(item.assigneeId),
    name(item.teamId),
    item.unread,
    localTime(item.waitingSince, timeZone),
    item.lastMessage && lastOf(item.lastMessage, locale),
    localTime(item.lastMessage?.at ?? null, timeZone),
    item.mood?.label ?? null,
    localTime(item.createdAt, timeZone),
    item.id,
  ]
}

function lastOf({ preview, unsupported }: NonNullable<OwnConversation['lastMessage']>, locale: Locale): string {
  return preview || (unsupported === null ? '' : unsupportedLine(unsupported, locale))
}
