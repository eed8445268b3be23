import iconv from 'iconv-lite'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Customer } from '../../../contract/customers.ts'
import type { ImportProblem } from '../../../contract/imports.ts'
import { pool } from '../../../server/db.ts'
import { apiOf, type Api } from '../http.ts'
import { newScene, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'
import { newPerson } from '../workspaces.ts'
import { rowsOf, send, step } from './files.ts'

vi.setConfig({ testTimeout: 60_000 })
const server = useServer()
let scene: Scene
let api: Api
beforeAll(async () => {
  scene = await newScene()
  api = apiOf(server.url, scene.owner.token)
})

const take = async (text: Buffer | string, options = {}, name?: string) => {
  const sent = await send(server.url(), scene.owner, text, name)
  return step(api, 'start', sent.body, options)
}
const find = async (q: string) => ((await api('GET', `customers?q=${encodeURIComponent(q)}`)).body as { data: Customer[] }).data
const problemsOf = async (id: string) => ((await api('GET', `imports/${id}/problems`)).body as { data: ImportProblem[] }).data

describe('a messy GBK file', () => {
  const text = [
    '客户资料表,,,,,,,',
    '姓名,手机号码,邮箱,生日,客户标签,负责人,同意营销,备注,注册时间',
    '张　伟, 138 0013 8001 ,ZHANG.wei@Example.CN,农历八月十五,"VIP，老客户",Person,是,"第一次\n来店",2024年1月5日',
    '李娜,００８６１３９００１３９００２,,1990/8/15,VIP,,否,,45296',
    '王强,12,,八月初三,,nobody,maybe,,31.12.2023',
    ',,,,,,,,',
    ',不详,无,,,,,,',
    '张伟,+86 13800138001,,,新客,,,第二条,',
  ].join('\r\n')

  test('is understood, cleaned and taken in; what cannot be read is said row by row', async () => {
    const sent = await send(server.url(), scene.owner, iconv.encode(text, 'gbk'), '客户.csv')
    expect(sent.status).toBe(200)
    expect(sent.body).toMatchObject({ fileName: '客户.csv', encoding: 'gb18030', status: 'uploaded', rows: null, done: 0 })
    expect(sent.body.columns.slice(0, 3)).toEqual(['姓名', '手机号码', '邮箱'])
    expect(Object.values(sent.body.options.mapping)).toEqual([
      'name',
      'phone',
      'email',
      'birthday',
      'labels',
      'owner',
      'consent.marketing',
      'note',
      'created',
    ])

    const checked = await step(api, 'check', sent.body)
    expect(checked).toMatchObject({ status: 'checked', rows: 5, created: 3, updated: 1, failed: 1 })
    expect(await rowsOf(scene.workspaceId, 'customers')).toEqual([])
    expect(await rowsOf(scene.workspaceId, 'labels')).toEqual([])

    const done = await step(api, 'start', sent.body)
    expect(done).toMatchObject({ status: 'done', rows: 5, done: 5, created: 3, updated: 1, skipped: 0, failed: 1, reason: null })
    const problems = await problemsOf(done.id)
    expect(problems.map(({ line, column, level }) => [line, column, level])).toEqual([
      [3, '负责人', 'warning'], [5, '手机号码', 'warning'], [5, '负责人', 'warning'], [5, '同意营销', 'warning'], [7, null, 'error'],
    ]) // prettier-ignore
  })

  test('each customer is as the file says, once', async () => {
    const [zhang, ...others] = await find('张伟')
    expect(others).toEqual([])
    expect(zhang).toMatchObject({
      name: '张伟',
      birthday: { calendar: 'lunar', month: 8, day: 15, year: null, leap: false },
      states: { name: { source: 'import' }, birthday: { source: 'import', version: 1 } },
    })
    expect(zhang?.identities.map(({ kind, value, verified }) => [kind, value, verified])).toEqual([
      ['phone', '+8613800138001', false],
      ['email', 'zhang.wei@example.cn', false],
    ])
    expect(new Date(zhang!.createdAt).toISOString().slice(0, 7)).toBe('2024-01')
    const labels = (await api('GET', 'labels')).body as { data: { id: string; name: string }[] }
    expect(zhang?.labelIds.map((id) => labels.data.find((label) => label.id === id)?.name).sort()).toEqual(['VIP', '新客', '老客户'])
    expect(zhang?.ownerId).toBeNull()
    const [li] = await find('+8613900139002')
    expect(li?.birthday).toEqual({ calendar: 'solar', year: 1990, month: 8, day: 15, leap: false })
    const notes = (await rowsOf(scene.workspaceId, 'timeline_entries')).filter(({ type }) => type === 'note')
    expect(notes.map(({ data }) => (data as { text: string }).text).sort()).toEqual(['第一次\n来店', '第二条'])
  })

  test('consent is recorded with the file as its evidence', async () => {
    const consents = await rowsOf(scene.workspaceId, 'consents')
    expect(consents.map(({ state, source, evidence, purpose }) => [state, source, evidence, purpose]).sort()).toEqual([
      ['granted', 'import', '客户.csv', 'marketing'],
      ['withdrawn', 'import', '客户.csv', 'marketing'],
    ])
  })

  test('the timeline says once that the customer came from a file, and the audit log who did it', async () => {
    const [zhang] = await find('张伟')
    const entries = (await rowsOf(scene.workspaceId, 'timeline_entries')).filter(
      ({ customer_id, type }) => customer_id === zhang!.id && type === 'import',
    )
    expect(entries).toHaveLength(1)
    const audited = (await rowsOf(scene.workspaceId, 'audit_entries')).map(({ action, actor_id }) => [action, actor_id])
    for (const action of ['import.upload', 'import.start', 'import.finished']) expect(audited).toContainEqual([action, scene.owner.id])
  })

  test('its problems come as a file in the reader’s language, no cell of which begins a formula', async () => {
    const [{ id }] = (await rowsOf(scene.workspaceId, 'customer_imports')) as [{ id: string }]
    await pool().query(`UPDATE users SET locale = 'zh-CN' WHERE id = $1`, [scene.owner.id])
    const answer = await api('GET', `imports/${id}/problems.csv`)
    await pool().query(`UPDATE users SET locale = 'en' WHERE id = $1`, [scene.owner.id])
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(answer.text).toContain('行,列,值,问题与解决办法')
    expect(answer.text).toMatch(/^5,手机号码,12,.*\p{Script=Han}/mu)
    expect(answer.text.trim().split('\r\n')).toHaveLength(6)
  })

  test('a second file with the same columns is mapped as this one was', async () => {
    const sent = await send(server.url(), scene.owner, text.replace('12', '13').replace('第二条', 'x'))
    expect(sent.body.options.mapping).toEqual({
      0: 'name',
      1: 'phone',
      2: 'email',
      3: 'birthday',
      4: 'labels',
      5: 'owner',
      6: 'consent.marketing',
      7: 'note',
      8: 'created',
    })
    const other = await step(api, 'start', sent.body, { mapping: { 0: 'name', 1: 'phone' } })
    expect(other.status).toBe('done')
    expect((await send(server.url(), scene.owner, text.replace('12', '14'))).body.options.mapping).toEqual({ 0: 'name', 1: 'phone' })
  })
})

describe('people who are known', () => {
  const known = async (mark: string, company: string | null) => {
    const made = (await api('POST', 'customers', { name: `${mark} known`, email: `${mark}@example.com` })).body as Customer
    if (company) await api('PATCH', `customers/${made.id}`, { changes: { company: { value: company } } })
    return made
  }
  const companyOf = async (id: string) => ((await api('GET', `customers/${id}`)).body as Customer).company

  test('are left alone, filled, or overwritten, as was chosen; what a person entered goes to review', async () => {
    const [empty, entered] = [await known('leave', null), await known('entered', 'Theirs')]
    const file = 'name,email,company\nA,leave@example.com,Ours\nB,entered@example.com,Ours\n'
    expect(await take(file, { duplicates: 'skip' })).toMatchObject({ skipped: 2, updated: 0, created: 0 })
    expect(await companyOf(empty.id)).toBeNull()
    expect(await take(file, { duplicates: 'fill' })).toMatchObject({ updated: 1, skipped: 1 })
    expect([await companyOf(empty.id), await companyOf(entered.id)]).toEqual(['Ours', 'Theirs'])
    const again = await take(file.replaceAll('Ours', 'Newer'), { duplicates: 'overwrite' })
    expect(again.conflicts).toBeGreaterThan(0)
    expect([await companyOf(empty.id), await companyOf(entered.id)]).toEqual(['Newer', 'Theirs'])
    const reviews = (await rowsOf(scene.workspaceId, 'field_conflicts')).filter(
      ({ customer_id, field }) => customer_id === entered.id && field === 'company',
    )
    expect(reviews.map(({ proposed }) => proposed)).toEqual(['Ours', 'Newer'])
  })

  test('a row about somebody who was merged is about whom they were merged into', async () => {
    const [into, from] = [await known('into', null), await known('from', null)]
    await api('POST', `customers/${into.id}/merge`, { otherId: from.id })
    expect(await take('email,company\nfrom@example.com,Merged Ltd\n')).toMatchObject({ updated: 1 })
    expect(await companyOf(into.id)).toBe('Merged Ltd')
  })

  test('a row that names two customers goes to the first and says so', async () => {
    const [one] = [await known('one', null), await known('two', null)]
    const done = await take('email,mail,company\none@example.com,two@example.com,Both\n', {
      mapping: { 0: 'email', 1: 'email', 2: 'company' },
    })
    expect(await companyOf(one.id)).toBe('Both')
    expect(await problemsOf(done.id)).toMatchObject([
      { line: 2, level: 'warning', message: expect.stringContaining('more than one customer') },
    ])
  })

  test('who took their consent back is not signed up again by a file', async () => {
    const customer = await known('refused', null)
    await api('POST', `customers/${customer.id}/consents`, { purpose: 'marketing', state: 'withdrawn', evidence: 'said so' })
    const done = await take('email,newsletter\nrefused@example.com,yes\n')
    expect(await problemsOf(done.id)).toMatchObject([{ message: expect.stringContaining('took back their consent') }])
    const consents = (await rowsOf(scene.workspaceId, 'consents')).filter(({ customer_id }) => customer_id === customer.id)
    expect(consents.map(({ state }) => state)).toEqual(['withdrawn'])
  })

  test('whoever imports cannot reach customers they may not see, and keeps sight of those they make', async () => {
    const role = (
      await api('POST', 'roles', { name: 'Importer', permissions: ['customer.read', 'customer.import'], scope: 'own', masked: [] })
    ).body as { id: string }
    const importer = await newPerson(scene.workspaceId, role.id)
    const theirs = await known('foreign', null)
    const own = apiOf(server.url, importer.token)
    const sent = await send(server.url(), importer, 'name,email,company\nX,foreign@example.com,Stolen\nY,fresh@example.com,Fine\n')
    const done = await step(own, 'start', sent.body, { duplicates: 'overwrite' })
    expect(done).toMatchObject({ created: 1, updated: 0, failed: 1 })
    expect(await companyOf(theirs.id)).toBeNull()
    const seen = (await own('GET', 'customers')).body as { data: Customer[] }
    expect(seen.data.map(({ name, ownerId }) => [name, ownerId])).toEqual([['Y', importer.id]])
    const [mine] = (await rowsOf(scene.workspaceId, 'customer_imports')).filter(({ by_id }) => by_id === scene.owner.id)
    expect((await own('GET', `imports/${String(mine!['id'])}`)).status).toBe(404)
    expect(((await own('GET', 'imports')).body as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual([done.id])
  })
})

describe('custom fields', () => {
  test('take what fits them, in any spelling, and say what does not', async () => {
    const make = async (body: object) => ((await api('POST', 'fields', body)).body as { id: string }).id
    const option = (label: string) => ({ id: crypto.randomUUID(), label })
    const [gold, silver] = [option('金卡'), option('银卡')]
    const fields = {
      level: await make({ name: '会员等级', type: 'choice', options: [gold, silver] }),
      paid: await make({ name: '消费金额', type: 'money', currency: 'CNY', min: 0 }),
      last: await make({ name: '最近到店', type: 'date' }),
      vip: await make({ name: '是否会员', type: 'boolean' }),
      identity: await make({ name: '证件号', type: 'text' }),
    }
    const done = await take(
      '姓名,手机,会员等级,消费金额,最近到店,是否会员,证件号\n甲甲,13700000001,金卡,"¥1,234.50",2024年1月5日,是,110101199003070012\n乙乙,13700000002,铂金,-5,昨天,也许,x\n',
    )
    const [first] = await find('甲甲')
    expect(first?.fields).toEqual({
      [fields.level]: gold.id,
      [fields.paid]: 123_450,
      [fields.last]: '2024-01-05',
      [fields.vip]: true,
      [fields.identity]: '110101199003070012',
    })
    const [second] = await find('乙乙')
    expect(second?.fields).toEqual({ [fields.identity]: 'x' })
    expect((await problemsOf(done.id)).map(({ line, column }) => [line, column])).toEqual([
      [3, '会员等级'], [3, '消费金额'], [3, '最近到店'], [3, '是否会员'],
    ]) // prettier-ignore
  })
})

describe('refusals', () => {
  test.each([
    ['no file at all', '', 'has no rows'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'neither an Excel workbook nor text'],
  ])('%s', async (_, bytes, message) => {
    const answer = await send(server.url(), scene.owner, bytes)
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid', message: expect.stringContaining(message) } } })
  })

  test('a person without the right sends, sees and starts nothing', async () => {
    const answer = await send(server.url(), scene.agent, 'name\nTom\n')
    expect(answer.status).toBe(403)
    const sent = await send(server.url(), scene.owner, 'name\nTom\n')
    const agent = apiOf(server.url, scene.agent.token)
    expect((await agent('GET', `imports/${sent.body.id}`)).status).toBe(403)
    expect((await agent('GET', `imports/${sent.body.id}/problems.csv`)).status).toBe(403)
  })

  test.each([
    ['a column that is not there', { mapping: { 7: 'name' } }],
    ['a field that is not there', { mapping: { 0: `fields.${crypto.randomUUID()}` } }],
    ['two columns for one field', { mapping: { 0: 'name', 1: 'name' } }],
    ['nobody to be found by', { mapping: { 0: 'company' } }],
    ['a label that is not there', { mapping: { 0: 'name' }, labelIds: [crypto.randomUUID()] }],
    ['an owner who is not there', { mapping: { 0: 'name' }, ownerId: crypto.randomUUID() }],
    ['a prototype for a target', { mapping: { 0: '__proto__' } }],
  ])('%s', async (_, options) => {
    const sent = await send(server.url(), scene.owner, 'a,b\nTom,x\n')
    const answer = await api('POST', `imports/${sent.body.id}/start`, { options: { ...sent.body.options, ...options } })
    expect(answer.status).toBe(400)
    expect((await api('GET', `imports/${sent.body.id}`)).body).toMatchObject({ status: 'uploaded' })
  })

  test('a file is taken in once, however often it is asked for', async () => {
    const sent = await send(server.url(), scene.owner, 'name,email\nOnce,once@example.com\n')
    await step(api, 'start', sent.body)
    expect((await api('POST', `imports/${sent.body.id}/start`, { options: sent.body.options })).status).toBe(409)
    expect(await find('Once')).toHaveLength(1)
  })

  test('whoever loses the right before the file’s turn comes imports nothing', async () => {
    const marketer = await newPerson(scene.workspaceId, 'marketer')
    const sent = await send(server.url(), marketer, 'name\nToo late\n')
    const own = apiOf(server.url, marketer.token)
    await own('POST', `imports/${sent.body.id}/start`, { options: sent.body.options })
    await pool().query(`UPDATE users SET role = 'agent' WHERE id = $1`, [marketer.id])
    const { importJob } = await import('../../../customers/import/job.ts')
    await importJob(sent.body.id)
    expect((await api('GET', `imports/${sent.body.id}`)).body).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('may not import'),
    })
    expect(await find('Too late')).toEqual([])
  })
})
