import { randomUUID } from 'node:crypto'
import { redirect, type TypedResponse } from '@remix-run/node'
import { z } from 'zod'
import { FLASH_COOKIE, type Flash, type ToastMessage } from './components/ui/toast.tsx'

/** Long enough for the redirect; a message not shown by then is stale. */
const MAX_AGE_SECONDS = 60

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
export function redirectWithFlash(
  url: string,
  message: string | { title: string; text?: string },
  kind: NonNullable<ToastMessage['tone']> = 'success',
  headers: HeadersInit = {},
): TypedResponse<never> {
  const flash = typeof message === 'string' ? { title: message } : message
  const withFlash = new Headers(headers)
  withFlash.append(
    'Set-Cookie',
    cookie(JSON.stringify({ key: randomUUID(), tone: kind, ...flash }), MAX_AGE_SECONDS),
  )
  return redirect(url, { headers: withFlash })
}

/**
 * The message that came with this page, and the header that deletes it. Only the root loader reads it. Data requests
 * may be thrown away (a live event restarts loaders), so then the page deletes the cookie itself after showing the
 * message.
 */
export function readFlash(request: Request): { flash: Flash | null; headers: HeadersInit } {
  const value = /(?:^|;\s*)flash=([^;]*)/.exec(request.headers.get('Cookie') ?? '')?.[1]
  if (!value) return { flash: null, headers: {} }
  const isForScript = request.headers.get('Sec-Fetch-Dest') === 'empty'
  return { flash: parse(value), headers: isForScript ? {} : { 'Set-Cookie': cookie('', 0) } }
}

function parse(value: string): Flash | null {
  try {
    const { key, tone, title, text } = flashSchema.parse(JSON.parse(decodeURIComponent(value)))
    return text === undefined ? { key, tone, title } : { key, tone, title, text }
  } catch {
    return null
  }
}

const cookie = (value: string, maxAgeSeconds: number): string =>
  `${FLASH_COOKIE}=${encodeURIComponent(value)}; Path=/; Max-Age=${maxAgeSeconds}; SameSite=Lax`
