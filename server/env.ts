import path from 'node:path'
import ipaddr from 'ipaddr.js'
import * as z from 'zod'

/** A setting is wrong or a place is unusable: `message` is one sentence for the person who starts Parley. */
export class StartError extends Error {}

const port = z.coerce.number().int().min(0).max(65_535)
const flag = (fallback: '0' | '1') =>
  z
    .enum(['0', '1'], 'use 0 or 1')
    .default(fallback)
    .transform((value) => value === '1')
const url = (protocols: RegExp, example: string) => z.url({ protocol: protocols, error: `use an address like ${example}` })

const services = z
  .string()
  .default('web,worker')
  .transform((value) => value.split(',').map((name) => name.trim()))
  .pipe(z.array(z.enum(['web', 'worker'], 'use web, worker or web,worker')).min(1))

const networks = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ) // prettier-ignore
  .pipe(z.array(z.string().refine((one) => ipaddr.isValid(one) || ipaddr.isValidCIDR(one), 'use addresses or ranges like 10.0.0.0/8')))

const settings = z
  .object({
    PORT: port.default(3000),
    WORKER_PORT: port.optional(),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z
      .string()
      .default('./data')
      .transform((folder) => path.resolve(folder)),
    DATABASE_URL: url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/parley').optional(),
    REDIS_URL: url(/^rediss?$/, 'redis://host:6379').optional(),
    APP_SECRET: z.string().min(32, 'use at least 32 random characters').optional(),
    SERVICES: services,
    PUBLIC_URL: url(/^https?$/, 'https://inbox.example.com').optional(),
    DEMO: flag('1'),
    DEMO_EMAIL: z.email('use a mail address').default('demo@parley.local'),
    DEMO_PASSWORD: z.string().min(8, 'use at least 8 characters').optional(),
    SMTP_PORT: port.default(2525),
    SMTP_TRUSTED_RELAYS: networks,
    TRUSTED_NETWORKS: networks,
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    S3_URL: url(/^s3$/, 's3://key:secret@host/bucket?region=eu-central-1').optional(),
    RAW_RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(90),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
    ALLOW_PRIVATE_HOSTS: flag('0'),
  })
  .transform((given) => ({
    ...given,
    /** Where people reach Parley; links are made from this alone, never from a request's headers. No slash at the end. */
    PUBLIC_URL: (given.PUBLIC_URL ?? `http://localhost:${given.PORT}`).replace(/\/+$/, ''),
  }))

export type Env = z.output<typeof settings>

let parsed: Env | undefined

/** The settings, read from the environment once (`.env.sample` explains each). Throws a `StartError` naming the variable that is wrong. */
export function env(): Env {
  parsed ??= readEnv(process.env)
  return parsed
}

/** Settings out of a set of variables; an empty variable counts as not set. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = settings.safeParse(given)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const name = String(issue?.path[0])
  throw new StartError(`The setting ${name} is wrong: ${issue?.message}. See .env.sample for what it may be.`)
}
