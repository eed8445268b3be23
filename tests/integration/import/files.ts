import type { CustomerImport, ImportOptions } from '../../../contract/imports.ts'
import { importJob } from '../../../customers/import/job.ts'
import { pool } from '../../../server/db.ts'
import type { apiOf } from '../http.ts'

type Person = { token: string }
export type Answered = { status: number; body: CustomerImport & { error?: { code: string; message: string; field?: string } } }

/** Sends a file of customers as a person does. */
export async function send(url: string, person: Person, bytes: Buffer | string, name = 'customers.csv'): Promise<Answered> {
  const form = new FormData()
  form.append('file', new Blob([Buffer.from(bytes)]), name)
  const answer = await fetch(`${url}/api/v1/imports`, { method: 'POST', headers: { Authorization: `Bearer ${person.token}` }, body: form })
  return { status: answer.status, body: (await answer.json()) as Answered['body'] }
}

type Api = ReturnType<typeof apiOf>

/** Takes a step with an import and lets its job do its work; answers the import as it then stands. */
export async function step(
  api: Api,
  to: 'check' | 'start' | 'undo',
  sent: CustomerImport,
  options: Partial<ImportOptions> = {},
): Promise<CustomerImport> {
  const body = to === 'undo' ? {} : { options: { ...sent.options, ...options } }
  const answer = await api('POST', `imports/${sent.id}/${to}`, body)
  if (answer.status !== 200) throw new Error(`${to}: ${answer.text}`)
  await importJob(sent.id)
  return (await api('GET', `imports/${sent.id}`)).body as CustomerImport
}

/** Rows of a workspace's table, as the database has them, but for what only says when. */
export async function rowsOf(workspaceId: string, table: string): Promise<Record<string, unknown>[]> {
  const { rows } = await pool().query<Record<string, unknown>>(`SELECT * FROM ${table} WHERE workspace_id = $1 ORDER BY 1, 2`, [
    workspaceId,
  ])
  return rows
}
