import { describe, expect, test } from 'vitest'
import type { FormField } from '../../../../contract/channels.ts'
import { configOf, isSecretSet, valueAt } from './config-values.ts'

const field = (name: string, type: FormField['type'], part: Partial<FormField> = {}): FormField => ({
  name,
  type,
  label: { en: name, 'zh-CN': name },
  help: null,
  advanced: false,
  required: false,
  section: null,
  when: null,
  default: null,
  choices: [],
  ...part,
})

describe('a set-up form', () => {
  test('becomes nested settings of the right types', () => {
    const fields = [
      field('imap.host', 'text'),
      field('imap.port', 'number'),
      field('imap.secure', 'boolean'),
      field('smtp.secure', 'boolean'),
    ]
    expect(configOf(fields, { 'imap.host': 'mail.example.cn', 'imap.port': '993', 'imap.secure': 'on' })).toEqual({
      imap: { host: 'mail.example.cn', port: 993, secure: true },
      smtp: { secure: false },
    })
  })

  test('leaves an empty secret out, so that the one that is set stays', () => {
    expect(configOf([field('password', 'secret')], { password: '' })).toEqual({})
    expect(configOf([field('password', 'secret')], { password: 'new' })).toEqual({ password: 'new' })
  })

  test('lets a text be emptied', () => {
    expect(configOf([field('signature', 'text')], { signature: '' })).toEqual({ signature: '' })
  })

  test('finds what is set, and never shows a secret', () => {
    const config = { imap: { host: 'a', password: { set: true } } }
    expect(valueAt(config, 'imap.host')).toBe('a')
    expect(valueAt(config, 'smtp.host')).toBeUndefined()
    expect(isSecretSet(config, 'imap.password')).toBe(true)
  })
})
