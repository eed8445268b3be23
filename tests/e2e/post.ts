import nodemailer, { type SendMailOptions } from 'nodemailer'
import type { Parley } from '../support/parley.ts'

/** Sends mail to Parley's own receiver as any mail program would. Rejects with the receiver's words when it is refused. */
export async function post(parley: Parley, mail: SendMailOptions): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: parley.smtpPort, ignoreTLS: true })
  await transport.sendMail(mail)
}
