// @ts-check
// `npm run dev`: the server, started again at every change, and the browser app with hot reload at http://localhost:5173.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const tsx = [require.resolve('tsx/cli'), 'watch', '--clear-screen=false', 'main.ts']
const vite = [require.resolve('vite/package.json').replace('package.json', 'bin/vite.js')]
const children = [tsx, vite].map((args) => spawn(process.execPath, args, { stdio: 'inherit', env: { LOG_LEVEL: 'info', ...process.env } }))

// Ctrl-C reaches the children by itself; when one of them ends, so does the other.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', stopAll)
for (const child of children) child.on('exit', stopAll)

function stopAll() {
  for (const child of children) child.kill('SIGTERM')
}
