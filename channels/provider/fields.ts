import * as z from 'zod'
import { token } from '../../server/crypto.ts'

type Words = { en: string; 'zh-CN': string }

/** A form field's label and, where they are given, its help. */
export function says(en: string, zh: string, helpEn?: string, helpZh?: string): { label: Words; help?: Words } {
  const label = { en, 'zh-CN': zh }
  return helpEn === undefined ? { label } : { label, help: { en: helpEn, 'zh-CN': helpZh ?? helpEn } }
}

/** A line somebody must fill in; `secret` ones are sealed and never shown again. */
export const line = z.string().trim().min(1, 'Fill this in.').max(1000)
export const secret = (words: ReturnType<typeof says>) => line.meta({ ...words, secret: true })

/** A secret we may choose ourselves: left empty, one is made. */
export const ownSecret = (words: ReturnType<typeof says>) =>
  z
    .string()
    .min(16, 'Use at least 16 characters.')
    .max(200)
    .default(() => token())
    .meta({ ...words, secret: true })

/** The address of a provider's API, which only a stand-in changes; the secrets beside it go there. */
export const apiAddress = (standard: string) =>
  line
    .regex(/^(https?:\/\/[^\s?#]+|demo:)$/, 'Write an address like https://api.example.com.')
    .default(standard)
    .meta({ ...says('API address', '接口地址'), advanced: true, destination: true })
