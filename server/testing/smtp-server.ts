import { afterAll, beforeAll } from 'vitest'
import { startSmtpServer, type SmtpInbox } from './start-smtp-server.ts'

/** A real SMTP server for a whole test file. */
export function useSmtpServer(): () => SmtpInbox {
  let inbox: SmtpInbox | null = null
  beforeAll(async () => {
    inbox = await startSmtpServer()
  })
  afterAll(() => inbox?.close())
  return () => {
    if (!inbox) throw new Error('the SMTP server runs from beforeAll on')
    return inbox
  }
}
