import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { type ToastMessage } from './components/ui/toast.tsx'

const COOKIE = 'flash'
/** Time for the redirect to arrive; a message that was never shown is old by then. */
const MAX_AGE_SECONDS = 60

const flashSchema = z.object({
  tone: z.enum(['success', 'info', 'danger']),
  title: z.string().max(200),
  text: z.string().max(400).optional(),
})

/**
 * Sends an action's caller on, with a message that the next page shows once. `message` is the title, or title and text.
 * Shown as text only, so that a forged cookie can do no more than say something to the browser that carries it.
 */
export function redirectWithFlash(
  url: string,
  message: string | { title: string; text?: string },
  kind: NonNullable<ToastMessage['tone']> = 'success',
  headers: HeadersInit = {},
): Response {
  const flash = typeof message === 'string' ? { title: message } : message
  const withFlash = new Headers(headers)
  withFlash.append('Set-Cookie', cookie(JSON.stringify({ tone: kind, ...flash }), MAX_AGE_SECONDS))
  return redirect(url, { headers: withFlash })
}

/** The message that came with this page, and the header that makes the browser forget it. Only the root loader reads it. */
export function readFlash(request: Request): { flash: ToastMessage | null; headers: HeadersInit } {
  const value = /(?:^|;\s*)flash=([^;]*)/.exec(request.headers.get('Cookie') ?? '')?.[1]
  if (!value) return { flash: null, headers: {} }
  return { flash: parse(value), headers: { 'Set-Cookie': cookie('', 0) } }
}

function parse(value: string): ToastMessage | null {
  try {
    const { tone, title, text } = flashSchema.parse(JSON.parse(decodeURIComponent(value)))
    return text === undefined ? { tone, title } : { tone, title, text }
  } catch {
    return null
  }
}

const cookie = (value: string, maxAgeSeconds: number): string =>
  `${COOKIE}=${encodeURIComponent(value)}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`
