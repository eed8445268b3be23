// @ts-check
import { databaseName, withClient, withDatabase } from './databases.mjs'

/** What PostgreSQL or the network says, as Prisma's error codes. @type {Record<string, string>} */
const codes = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  28000: 'P1000',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  ENOENT: 'P1001',
  ETIMEDOUT: 'P1001',
}

/**
 * One of the engine's plain commands; answers the exit code. Errors go to stderr in the shape the CLI reads.
 * @param {string | undefined} command
 * @param {string} url
 */
export async function runCommand(command, url = '') {
  try {
    await perform(command, url)
    return 0
  } catch (error) {
    const { code = '', message } = firstOf(error)
    const fields = { message, error_code: codes[code] ?? 'P1010', is_panic: false }
    process.stderr.write(
      `\n${JSON.stringify({ timestamp: new Date().toISOString(), level: 'ERROR', target: 'schema_engine::logger', fields })}\n`,
    )
    return 1
  }
}

/**
 * @param {string | undefined} command
 * @param {string} url
 */
async function perform(command, url) {
  const server = () => withDatabase(url, 'postgres')
  if (command === 'can-connect-to-database') return withClient(url, (client) => client.query('SELECT 1'))
  if (command === 'create-database') return withClient(server(), (client) => client.query(`CREATE DATABASE ${quoted(url)}`))
  if (command === 'drop-database')
    return withClient(server(), (client) => client.query(`DROP DATABASE IF EXISTS ${quoted(url)} WITH (FORCE)`))
  throw new Error(`this schema engine has no command ${command}`)
}

/** @param {string} url */
export function quoted(url) {
  return `"${databaseName(url).replaceAll('"', '""')}"`
}

/**
 * A failed connection may carry one error per address tried.
 * @param {unknown} error
 * @returns {{ code?: string, message: string }}
 */
function firstOf(error) {
  return error instanceof AggregateError ? error.errors[0] : /** @type {Error} */ (error)
}
