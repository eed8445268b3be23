import type { Birthday } from '../../contract/customers.ts'
import { pool, sqlTransaction, type SqlTx } from '../../server/db.ts'
import type { Job } from '../../server/feature.ts'
import { birthdayDay, type Day } from './birthday.ts'
import { todayIn } from './today.ts'

/** How far back returns are looked for that have passed: longer than Parley is ever down. */
const days = 60
const atOnce = 500

/** Once an hour: lunar birthdays, which fall on another day every year, get their next return when they have passed. Each workspace has its own midnight. */
export const moveBirthdays: Job = {
  name: 'customers.birthdays',
  every: 3_600_000,
  run: async () => {
    const { rows } = await pool().query<{ id: string }>('SELECT id FROM workspaces ORDER BY id')
    for (const { id } of rows) {
      for (let after: string | null = ''; after !== null;) after = await moveAfter(id, after)
    }
  },
}

const moveAfter = (workspaceId: string, after: string) => sqlTransaction(workspaceId, (tx) => moveSome(tx, after))

/** Moves some, in the order of their ids; answers the last looked at, or null when none were left. */
async function moveSome({ sql }: SqlTx, after: string): Promise<string | null> {
  const today = await todayIn(sql)
  const rows = await sql<{ id: string; birthday: Birthday; birthdayDay: number }>(
    `SELECT id, birthday, birthday_day AS "birthdayDay" FROM customers
      WHERE workspace_id = $1 AND birthday_day = ANY ($2::int[]) AND id::text > $3 AND birthday ->> 'calendar' = 'lunar'
      ORDER BY id LIMIT ${atOnce} FOR NO KEY UPDATE SKIP LOCKED`,
    [passed(today), after],
  )
  const moved = rows
    .map((row) => ({ id: row.id, day: birthdayDay(row.birthday, today), was: row.birthdayDay }))
    .filter(({ day, was }) => day !== was)
  await sql(
    `UPDATE customers c SET birthday_day = m.day FROM unnest($2::uuid[], $3::int[]) AS m (id, day) WHERE c.workspace_id = $1 AND c.id = m.id`,
    [moved.map(({ id }) => id), moved.map(({ day }) => day)],
  )
  return rows.at(-1)?.id ?? null
}

/** The days before today, as month × 100 + day. */
function passed({ year, month, day }: Day): number[] {
  return Array.from({ length: days }, (_, n) => {
    const date = new Date(Date.UTC(year, month - 1, day - 1 - n))
    return (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
  })
}
