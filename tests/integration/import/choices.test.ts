import iconv from 'iconv-lite'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { ConflictReview } from '../../../contract/consents.ts'
import type { Customer } from '../../../contract/customers.ts'
import type { CustomerImport, ImportProblemGroup } from '../../../contract/imports.ts'
import { apiOf, type Api } from '../http.ts'
import { newScene, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'
import { send, step } from './files.ts'

vi.setConfig({ testTimeout: 60_000 })
const server = useServer()
let scene: Scene
let api: Api
beforeAll(async () => {
  scene = await newScene()
  api = apiOf(server.url, scene.owner.token)
})

const sendFile = async (text: Buffer | string) => (await send(server.url(), scene.owner, text)).body
const take = async (text: string, options = {}) => step(api, 'start', await sendFile(text), options)
const find = async (q: string) => ((await api('GET', `customers?q=${encodeURIComponent(q)}`)).body as { data: Customer[] }).data
const groupsOf = async (id: string) => ((await api('GET', `imports/${id}/problem-groups`)).body as { data: ImportProblemGroup[] }).data
const read = (id: string, encoding: string) => api('POST', `imports/${id}/read`, { encoding })

describe('letters', () => {
  const text = 'Имя,Почта,Телефон\nИван Петров,ivan@example.com,+7 916 000-00-01\n'

  test('that nothing proves are guessed, and read otherwise when somebody says so', async () => {
    const sent = await sendFile(iconv.encode(text, 'windows-1251'))
    expect(sent).toMatchObject({ encoding: 'windows-1251', encodingGuessed: true, columns: ['Имя', 'Почта', 'Телефон'] })
    const wrong = (await read(sent.id, 'koi8-r')).body as CustomerImport
    expect(wrong).toMatchObject({ encoding: 'koi8-r', encodingGuessed: false, status: 'uploaded' })
    expect(wrong.columns[0]).not.toBe('Имя')
    const right = (await read(sent.id, 'windows-1251')).body as CustomerImport
    expect(right).toMatchObject({ encoding: 'windows-1251', encodingGuessed: false, columns: ['Имя', 'Почта', 'Телефон'] })
    expect(await step(api, 'start', right)).toMatchObject({ status: 'done', created: 1 })
    expect((await find('Иван')).map(({ name }) => name)).toEqual(['Иван Петров'])
    expect((await read(sent.id, 'koi8-r')).status).toBe(409)
  })

  test('of another’s file nobody changes, nor of a file that is not there', async () => {
    expect((await read(crypto.randomUUID(), 'utf-8')).status).toBe(404)
    const sent = await sendFile(iconv.encode(text, 'windows-1251'))
    const agent = apiOf(server.url, scene.agent.token)
    expect((await agent('POST', `imports/${sent.id}/read`, { encoding: 'utf-8' })).status).toBe(403)
    expect((await read(sent.id, 'latin-9')).status).toBe(400)
  })
})

describe('words of a field with options', () => {
  test('mean an option by a word of it, or as whoever imports says; the rest is told together', async () => {
    const options = ['普洱 Pu’er', '绿茶', '红茶'].map((label) => ({ id: crypto.randomUUID(), label }))
    const field = (await api('POST', 'fields', { name: '喜欢的茶', type: 'choice', options })).body as { id: string }
    const file = 'name,喜欢的茶\nTea One,普洱\nTea Two,大红袍\nTea Three,大红袍\nTea Four,咖啡\n'
    const checked = await step(api, 'check', await sendFile(file))
    const [group, ...others] = await groupsOf(checked.id)
    expect(others).toEqual([])
    expect(group).toMatchObject({
      ...{ column: '喜欢的茶', level: 'warning', choice: 1, rows: 3, different: 2 },
      values: [
        { value: '大红袍', rows: 2, firstLine: 3 },
        { value: '咖啡', rows: 1, firstLine: 5 },
      ],
    })
    const done = await step(api, 'start', checked, { choices: { 1: { 大红袍: options[2]!.id, 咖啡: crypto.randomUUID() } } })
    expect((await groupsOf(done.id)).map(({ rows, values }) => [rows, values.map(({ value }) => value)])).toEqual([[1, ['咖啡']]])
    const teas = await Promise.all(['One', 'Two', 'Three', 'Four'].map(async (name) => (await find(`Tea ${name}`))[0]!.fields[field.id]))
    expect(teas).toEqual([options[0]!.id, options[2]!.id, options[2]!.id, undefined])
    const next = await sendFile(file.replace('Tea One', 'Tea Five'))
    expect(next.options.choices[1]).toMatchObject({ 大红袍: options[2]!.id })
  })
})

describe('what several people share', () => {
  test('makes nobody of two names one customer: a switchboard, info@', async () => {
    const done = await take(
      'name,phone,email\n王小明,010-5555 6666,info@house.example\n李大海,010-5555 6666,info@house.example\n王小明,010-5555 6666,\n',
    )
    expect(done).toMatchObject({ created: 2, updated: 0, skipped: 1 })
    const [li, ...others] = await find('李大海')
    expect([li!.identities, others]).toEqual([[], []])
    const groups = await groupsOf(done.id)
    expect(groups.every(({ message }) => message.includes('“王小明”'))).toBe(true)
    expect(groups.flatMap(({ values }) => values.map(({ value }) => value)).sort()).toEqual(['+861055556666', 'info@house.example'])
  })

  test('a dry run says the same of it', async () => {
    const file = 'name,phone\n张一,010-5555 7777\n陈二,010-5555 7777\n张一,010-5555 7777\n'
    expect(await step(api, 'check', await sendFile(file))).toMatchObject({ created: 2 })
  })
})

describe('for review', () => {
  test('is what one file says otherwise, each decided where it was imported', async () => {
    const made = (await api('POST', 'customers', { name: '周三', phone: '13600000001' })).body as Customer
    await api('PATCH', `customers/${made.id}`, { changes: { company: { value: '甲公司' } } })
    await take('姓名,手机,公司\n周三,13600000001,丙公司\n', { duplicates: 'overwrite' })
    const done = await take('姓名,手机,公司\n周三,13600000001,乙公司\n', { duplicates: 'overwrite' })
    const list = async () => ((await api('GET', `customer-conflicts?importId=${done.id}`)).body as { data: ConflictReview[] }).data
    const reviews = await list()
    expect(reviews).toMatchObject([{ customerId: made.id, customerName: '周三', field: 'company', current: '甲公司', proposed: '乙公司' }])
    await api('POST', `customer-conflicts/${reviews[0]!.id}/settle`, { take: true })
    expect(await list()).toEqual([])
    expect(((await api('GET', `customers/${made.id}`)).body as Customer).company).toBe('乙公司')
  })

  test('a birthday by moon and the same one by sun agree', async () => {
    const made = (await api('POST', 'customers', { name: '吴四', phone: '13600000002' })).body as Customer
    const birthday = { calendar: 'lunar', year: 1990, month: 8, day: 15, leap: false }
    await api('PATCH', `customers/${made.id}`, { changes: { birthday: { value: birthday } } })
    expect(await take('姓名,手机,生日\n吴四,13600000002,1990-10-03\n', { duplicates: 'overwrite' })).toMatchObject({ conflicts: 0 })
    expect(await take('姓名,手机,生日 \n吴四,13600000002,1990-10-04\n', { duplicates: 'overwrite' })).toMatchObject({ conflicts: 1 })
    expect(((await api('GET', `customers/${made.id}`)).body as Customer).birthday).toEqual(birthday)
  })
})
