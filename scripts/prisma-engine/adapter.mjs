// @ts-check
import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import { databaseName, withClient, withDatabase } from './databases.mjs'

/** The catalogue's one-byte type "char", which adapter-pg does not know and the engine reads as a character. */
const charType = 18
const textType = 25

/**
 * adapter-pg, taught what a schema engine needs beyond queries.
 * @param {{ url?: string, shadowDatabaseUrl?: string }} datasource
 */
export function adapterFactory({ url = '', shadowDatabaseUrl }) {
  const schema = url ? (new URL(url).searchParams.get('schema') ?? undefined) : undefined
  const factory = new PrismaPg(poolConfig(url), { schema })
  const connect = factory.connect.bind(factory)
  factory.connect = async () => taught(await connect())
  factory.connectToShadowDb = () => (shadowDatabaseUrl ? connectTo(shadowDatabaseUrl) : connectToThrowaway(url))
  return factory
}

/** @param {string} url */
async function connectTo(url) {
  return taught(await new PrismaPg(poolConfig(url)).connect())
}

// A database of its own to replay migrations in, dropped with the connection.
/** @param {string} url */
async function connectToThrowaway(url) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`
  await withClient(url, (client) => client.query(`CREATE DATABASE "${name}"`))
  const adapter = await connectTo(withDatabase(url, name))
  const dispose = adapter.dispose.bind(adapter)
  adapter.dispose = async () => {
    await dispose()
    await withClient(url, (client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`))
  }
  return adapter
}

/** @param {string} url */
function poolConfig(url) {
  return { connectionString: url ? withDatabase(url, databaseName(url)) : url, max: 4 }
}

/** @param {any} adapter */
function taught(adapter) {
  // Its own version splits at every semicolon, and so through the middle of a function's body.
  adapter.executeScript = async (/** @type {string} */ sql) => {
    await adapter
      .underlyingDriver()
      .query(sql)
      .catch((/** @type {Error} */ error) => adapter.onError(error))
  }
  const { queryRaw, performIO } = Object.getPrototypeOf(Object.getPrototypeOf(adapter))
  adapter.queryRaw = async (/** @type {unknown} */ query) => {
    /** @type {number[]} */
    const chars = []
    const reading = Object.assign(Object.create(adapter), {
      performIO: async (/** @type {unknown} */ asked) => markChars(await performIO.call(adapter, asked), chars),
    })
    const result = await queryRaw.call(reading, query)
    for (const column of chars) result.columnTypes[column] = ColumnTypeEnum.Character
    return result
  }
  return adapter
}

/**
 * @param {{ fields: { dataTypeID: number }[] }} answer
 * @param {number[]} chars
 */
function markChars(answer, chars) {
  answer.fields.forEach((field, column) => {
    if (field.dataTypeID !== charType) return
    chars.push(column)
    field.dataTypeID = textType
  })
  return answer
}
