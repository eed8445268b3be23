import { hash, verify } from '@node-rs/argon2'
import { token } from '../server/crypto.ts'

/** Argon2id (the package's default variant) as the OWASP password storage cheat sheet asks for: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

let nobody: Promise<string> | undefined

/** Whether the password fits; `null` stands for nobody and takes the same work, so that time does not tell who exists. */
export async function fits(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(token())
  const right = await verify(passwordHash ?? (await nobody), password)
  return right && passwordHash !== null
}
