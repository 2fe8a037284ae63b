import { randomUUID } from 'node:crypto'
import { createCookie, redirect, type TypedResponse } from '@remix-run/node'
import { z } from 'zod'
import { readCookie } from '#server/domain/read-cookie.ts'
import { FLASH_COOKIE, type Flash, type ToastMessage } from './components/ui/toast.tsx'

/** The page deletes it by itself, so scripts may see it. One not shown after a minute is stale. */
const flashCookie = createCookie(FLASH_COOKIE, { path: '/', sameSite: 'lax', maxAge: 60 })

const flashSchema = z.object({
  key: z.string().max(40),
  tone: z.enum(['success', 'info', 'danger']),
  title: z.string().max(200),
  text: z.string().max(400).optional(),
})

/**
 * Redirects with a message that the next page shows once. `message` is the title, or title and text. It is rendered as
 * plain text, so a forged cookie can only show text to the browser that sends it.
 */
export async function redirectWithFlash(
  url: string,
  message: string | { title: string; text?: string },
  kind: NonNullable<ToastMessage['tone']> = 'success',
  headers: HeadersInit = {},
): Promise<TypedResponse<never>> {
  const flash = typeof message === 'string' ? { title: message } : message
  const withFlash = new Headers(headers)
  withFlash.append('Set-Cookie', await flashCookie.serialize({ key: randomUUID(), tone: kind, ...flash }))
  return redirect(url, { headers: withFlash })
}

/**
 * The message that came with this page, and the header that deletes it. Only the root loader reads it. Data requests
 * may be thrown away (a live event restarts loaders), so then the page deletes the cookie itself after showing the
 * message.
 */
export async function readFlash(request: Request): Promise<{ flash: Flash | null; headers: HeadersInit }> {
  const sent = readCookie(request.headers.get('Cookie'), FLASH_COOKIE)
  const found: unknown = sent === null ? null : await flashCookie.parse(`${FLASH_COOKIE}=${sent}`)
  if (found === null || found === '') return { flash: null, headers: {} }
  const isForScript = request.headers.get('Sec-Fetch-Dest') === 'empty'
  return {
    flash: flashSchema.safeParse(found).data ?? null,
    headers: isForScript ? {} : { 'Set-Cookie': await flashCookie.serialize('', { maxAge: 0 }) },
  }
}
