import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { LaunchOptions } from 'playwright-core'

/** How to launch a real Chromium: CHROMIUM_PATH, the system's own, or the one that comes with npm. Null where there is none. */
export async function findChromium(): Promise<LaunchOptions | null> {
  const own = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const installed = own.find((file) => file !== undefined && existsSync(file))
  const args = ['--disable-dev-shm-usage', '--font-render-hinting=none']
  if (installed) return { executablePath: installed, args }
  return process.platform === 'linux' ? { ...(await unpack()), args } : null
}

// Unpacked by a process of its own: the package adds the libraries a bare machine lacks only where it believes to be in a certain
// cloud, and then changes its process's environment. Its own flags are left aside: they switch off the rules of the web.
async function unpack(): Promise<LaunchOptions> {
  const folder = path.join(tmpdir(), `parley-chromium-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const program = `import('@sparticuz/chromium').then(async (it) => process.stdout.write(await it.default.executablePath()))`
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: import.meta.dirname, env })
  const libraries = [path.join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':')
  return { executablePath: stdout, env: { ...given(), LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: path.join(folder, 'fonts') } }
}

function given(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
