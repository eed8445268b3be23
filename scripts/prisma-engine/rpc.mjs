// @ts-check
import { quoted } from './commands.mjs'
import { databaseName, withClient, withDatabase } from './databases.mjs'
import { loadEngine, panic } from './engine.mjs'

/** @typedef {{ datamodels: string[], datasource: { url?: string, shadowDatabaseUrl?: string } }} Setup */

/** The engine knows these under another name. @type {Record<string, string>} */
const renamed = { getDatabaseVersion: 'version' }
let printed = 1_000_000_000
/** @type {Promise<any> | undefined} */
let engine

/**
 * The messages that answer one line of JSON-RPC.
 * @param {string} line
 * @param {Setup} setup
 */
export async function answerTo(line, setup) {
  const { id, method, params } = JSON.parse(line)
  if (!method) return []
  try {
    return answers(id, method, await call(method, params, setup))
  } catch (error) {
    const { message, code = null, meta = null } = /** @type {Error & { code?: string, meta?: unknown }} */ (error)
    const data = {
      is_panic: false,
      message: panic.message ? `the engine panicked: ${panic.message}` : message,
      error_code: code,
      meta,
      backtrace: null,
    }
    return [{ jsonrpc: '2.0', id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } }]
  }
}

/**
 * @param {string} method
 * @param {unknown} params
 * @param {Setup} setup
 */
async function call(method, params, setup) {
  if (method === 'createDatabase') return createDatabase(setup.datasource.url ?? '')
  engine ??= loadEngine(setup)
  return (await engine)[renamed[method] ?? method](params)
}

/** @param {string} url */
async function createDatabase(url) {
  await withClient(withDatabase(url, 'postgres'), (client) => client.query(`CREATE DATABASE ${quoted(url)}`))
  return { databaseName: databaseName(url) }
}

/**
 * The native engine prints a diff by a call of its own before it answers.
 * @param {number} id
 * @param {string} method
 * @param {any} result
 */
function answers(id, method, result) {
  if (method !== 'diff') return [{ jsonrpc: '2.0', id, result: result ?? {} }]
  const print = { jsonrpc: '2.0', id: printed++, method: 'print', params: { content: result.stdout } }
  return [...(result.stdout ? [print] : []), { jsonrpc: '2.0', id, result: { exitCode: result.exitCode } }]
}
