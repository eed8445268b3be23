import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnv, StartError } from './env.ts'

describe('settings', () => {
  it('need nothing to be set', () => {
    expect(readEnv({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: path.resolve('data'),
      SERVICES: ['web', 'worker'],
      PUBLIC_URL: 'http://localhost:3000',
      DEMO: true,
      SMTP_PORT: 2525,
      TRUSTED_PROXIES: 0,
    })
  })

  it('take an empty variable as not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000 })
  })

  it('follow the port in the public address, and drop its last slash', () => {
    expect(readEnv({ PORT: '8080' }).PUBLIC_URL).toBe('http://localhost:8080')
    expect(readEnv({ PUBLIC_URL: 'https://inbox.example.com/' }).PUBLIC_URL).toBe('https://inbox.example.com')
  })

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['SERVICES', 'web,cron'],
    ['SERVICES', ','],
    ['DATABASE_URL', 'mysql://localhost/parley'],
    ['REDIS_URL', 'localhost:6379'],
    ['APP_SECRET', 'short'],
    ['DEMO', 'yes'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['TRUSTED_PROXIES', '-1'],
    ['LOG_LEVEL', 'loud'],
  ])('name the variable that is wrong: %s=%s', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(StartError)
    expect(() => readEnv({ [name]: value })).toThrow(`The setting ${name} is wrong`)
  })
})
