import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { useSmtpServer } from '../testing/smtp-server.ts'
import { layOutMail } from './lay-out-mail.ts'
import { type Mail } from './mail-port.ts'
import { openMail } from './open-mail.ts'
import { createSmtpMail } from './smtp-mail.ts'

const inbox = useSmtpServer()

const mail: Mail = {
  id: '11111111-1111-4111-8111-111111111111',
  to: 'ann@example.test',
  subject: 'A vote closes\r\nBcc: everybody@example.test',
  text: 'Vote – it’s late.',
  html: '<p>Vote – it’s late.</p>',
  unsubscribeUrl: 'https://game.example.test/unsubscribe/token',
}

const smtp = () => {
  const port = createSmtpMail({ url: inbox().url, from: 'Game <no-reply@game.example.test>' })
  onTestFinished(() => port.close())
  return port
}

describe('by SMTP', () => {
  it('a mail goes out in both forms, with one click to end its sort and no header from its subject', async () => {
    expect(await smtp().send(mail)).toEqual({ ok: true })
    const received = inbox().received.at(-1)
    expect(received?.to).toEqual(['ann@example.test'])
    expect(received?.headers).toContain('From: Game <no-reply@game.example.test>')
    expect(received?.headers).toContain(`Message-ID: <${mail.id}@game.example.test>`)
    expect(received?.headers).toContain('List-Unsubscribe: <https://game.example.test/unsubscribe/token>')
    expect(received?.headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(received?.headers).not.toMatch(/^Bcc:/m)
    expect(received?.headers).toContain('multipart/alternative')
    expect(received?.body).toContain('Vote – it’s late.')
    expect(received?.body).toContain('<p>Vote – it’s late.</p>')
  })

  it('what cannot be switched off has no link to switch it off', async () => {
    await smtp().send({ ...mail, unsubscribeUrl: null })
    expect(inbox().received.at(-1)?.headers).not.toContain('List-Unsubscribe')
  })

  it.each([
    ['a recipient who does not exist', { code: 550, of: 'recipient' }, true],
    ['a message that is refused for good', { code: 554, of: 'message' }, true],
    ['a server that asks to come back', { code: 451, of: 'recipient' }, false],
    ['a message that is refused for now', { code: 452, of: 'message' }, false],
  ] as const)('%s: permanent or not', async (_, refusal, isPermanent) => {
    inbox().refusal = refusal
    onTestFinished(() => void (inbox().refusal = null))
    expect(await smtp().send(mail)).toMatchObject({ ok: false, isPermanent })
  })

  it('a server that is away is no permanent failure', async () => {
    const away = createSmtpMail({ url: 'smtp://127.0.0.1:1', from: 'no-reply@game.example.test' })
    onTestFinished(() => away.close())
    expect(await away.send(mail)).toMatchObject({ ok: false, isPermanent: false })
  })
})

it('without a server a mail is one file that only the operator reads, once however often it is sent', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'mail-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const local = openMail({
    SMTP_URL: undefined,
    MAIL_FROM: undefined,
    publicUrl: 'https://game.example.test',
    dataDir,
  })
  await local.send(mail)
  await local.send(mail)
  const folder = path.join(dataDir, 'mail')
  expect(await readdir(folder)).toEqual([`${mail.id}.eml`])
  const file = path.join(folder, `${mail.id}.eml`)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const text = await readFile(file, 'utf8')
  expect(text).toContain('To: ann@example.test')
  expect(text).toContain('From: SectorWars 2102 <no-reply@game.example.test>')
})

it('whatever people wrote stays text in a mail', () => {
  const evil = "<img src=x onerror=alert(1)>\" & 'quotes'"
  const laid = layOutMail(
    {
      subject: evil,
      paragraphs: [evil],
      action: { label: evil, url: 'https://game.example.test/"><b>' },
      notes: [evil],
    },
    { reason: evil, unsubscribeUrl: 'https://game.example.test/"><b>' },
  )
  expect(laid.html).not.toMatch(/<img|<b>/)
  expect(laid.html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(laid.text).toContain(evil)
})
