// @ts-check
// After `npm install`: makes Prisma's client. It runs nothing that was downloaded beside npm.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const prisma = path.join(root, 'node_modules/prisma/build/index.js')

if (existsSync(prisma)) execFileSync(process.execPath, [prisma, 'generate', '--no-hints'], { cwd: root, stdio: 'pipe' })
else process.stderr.write('Without development packages Prisma’s client is not made: bring dist/ or prisma/client with you.\n')
