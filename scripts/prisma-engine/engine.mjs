// @ts-check
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { adapterFactory } from './adapter.mjs'

const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'))

/** What the engine said when it panicked; its own exception says only "unreachable". */
export const panic = { message: '' }

export function engineVersion() {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version
}

/**
 * Loads the engine over the given schema files and database.
 * @param {{ datamodels: string[], datasource: { url?: string, shadowDatabaseUrl?: string } }} setup
 */
export async function loadEngine({ datamodels, datasource }) {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (/** @type {string} */ text) => (panic.message = text) } })
  const compiled = await WebAssembly.compile(readFileSync(path.join(folder, 'schema_engine_bg.wasm')))
  const { exports } = await WebAssembly.instantiate(compiled, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(exports)
  exports.__wbindgen_start()
  const files = datamodels.map((file) => [file, readFileSync(file, 'utf8')])
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory(datasource))
  return glue.SchemaEngine.new({ datamodels: files.length ? files : undefined }, () => undefined, adapter)
}
