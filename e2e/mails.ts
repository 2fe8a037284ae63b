import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from '@playwright/test'

/** The last mail to an address in the outbox of the server under test, once there is one that holds the text. */
export async function mailTo(address: string, text: RegExp): Promise<string> {
  let found = ''
  await expect
    .poll(async () => {
      found = (await mailsTo(address)).find((mail) => text.test(mail)) ?? ''
      return found
    })
    .not.toBe('')
  return found
}

/** The path of the first link in a mail that begins like this. */
export const linkIn = (mail: string, start: string): string =>
  new RegExp(`${start}/[\\w-]+`).exec(mail)?.[0] ?? ''

async function mailsTo(address: string): Promise<string[]> {
  const folder = path.join(process.env.E2E_DATA_DIR ?? '', 'mail')
  const names = await readdir(folder).catch(() => [])
  const all = await Promise.all(
    names.filter((name) => name.endsWith('.eml')).map((name) => readFile(path.join(folder, name), 'utf8')),
  )
  // Soft line breaks of quoted-printable.
  return all.map((mail) => mail.replace(/=\r?\n/g, '')).filter((mail) => mail.includes(`To: ${address}`))
}
