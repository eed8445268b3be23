#!/usr/bin/env node
// @ts-check
// What Prisma's CLI runs as its schema engine: same command line, same JSON-RPC, all of it from npm (docs/decisions/0001-prisma-engine.md).
import { createInterface } from 'node:readline'
import { runCommand } from './prisma-engine/commands.mjs'
import { engineVersion } from './prisma-engine/engine.mjs'
import { answerTo } from './prisma-engine/rpc.mjs'

const args = process.argv.slice(2)

if (args.includes('--version')) process.stdout.write(`schema-engine-wasm ${engineVersion()}\n`)
else if (args.includes('cli')) process.exitCode = await runCommand(args[args.indexOf('cli') + 1], datasource().url)
else await serve()

/** Answers requests, a line each, one after the other, until stdin ends. */
async function serve() {
  const setup = { datamodels: values('--datamodels'), datasource: datasource() }
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    for (const message of await answerTo(line, setup)) process.stdout.write(`${JSON.stringify(message)}\n`)
  }
  process.exit(0)
}

/** @returns {{ url?: string, shadowDatabaseUrl?: string }} */
function datasource() {
  const [given] = values('--datasource')
  return given ? JSON.parse(given) : process.env['DATABASE_URL'] ? { url: process.env['DATABASE_URL'] } : {}
}

/** @param {string} option */
function values(option) {
  return args.flatMap((arg, index) => (arg === option ? [args[index + 1] ?? ''] : []))
}
