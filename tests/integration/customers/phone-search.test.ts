import { beforeAll, expect, test } from 'vitest'
import type { Customer } from '../../../contract/customers.ts'
import { apiOf, type Api } from '../http.ts'
import { newScene } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()
let api: Api
beforeAll(async () => {
  api = apiOf(server.url, (await newScene()).owner.token)
  for (const [name, phone] of [
    ['Chinese', '+8613800138000'],
    ['Polish', '+48221234567'],
    ['Bystander', '+8613911112222'],
  ])
    await api('POST', 'customers', { name, phone })
  for (const name of ['Łukasz Groß', 'Søren Æblø']) await api('POST', 'customers', { name })
})

const found = async (q: string) =>
  ((await api('GET', `customers?q=${encodeURIComponent(q)}`)).body as { data: Customer[] }).data.map(({ name }) => name)

test.each([
  '+86 138 0013 8000', '138 0013 8000', '138.0013.8000', '138-0013-8000', '0086 138 0013 8000', '8613800138000', '013800138000', '8000', '00138000',
  '（138）0013 8000', '+86 138', '1380013', '＋８６１３８００１３８０００', '138·0013·8000',
])('a number is found as people write it: %s', async (typed) => expect(await found(typed)).toEqual(['Chinese'])) // prettier-ignore

test.each(['0048 22 123 45 67', '+48 22/123-45-67', '4567', '48221234567'])('and one of another country: %s', async (typed) =>
  expect(await found(typed)).toEqual(['Polish']),
)

test.each(['800', '99999', '+861380013800099', '13800138001'])('but not by %s', async (typed) => expect(await found(typed)).toEqual([]))

test.each([
  ['lukasz', 'Łukasz Groß'],
  ['gross', 'Łukasz Groß'],
  ['Łuk', 'Łukasz Groß'],
  ['soren aeblo', 'Søren Æblø'],
])('a name is found without its marks: %s', async (typed, name) => expect(await found(typed)).toEqual([name]))
