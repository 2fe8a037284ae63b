import { CircleCheck, Info, OctagonAlert, X } from 'lucide-react'
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'
import { setPageCookie } from '#app/lib/preferences.ts'
import { Banner } from './banner.tsx'

export type ToastMessage = { tone?: 'success' | 'info' | 'danger'; title: string; text?: string }

/** A message from a cookie; `key` distinguishes it from the next one with the same text. */
export type Flash = ToastMessage & { key: string }
export const FLASH_COOKIE = 'flash'

type Shown = ToastMessage & { id: number }

const SHOWN_MS = 7_000
const LOOKS = {
  success: { Icon: CircleCheck, ink: 'text-success' },
  info: { Icon: Info, ink: 'text-info' },
  danger: { Icon: OctagonAlert, ink: 'text-danger' },
}

const ToastContext = createContext<(message: ToastMessage) => void>(() => undefined)

/** Announces the result of an action. It can be missed, so never show anything important only here. */
export const useToast = (): ((message: ToastMessage) => void) => useContext(ToastContext)

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Shown[]>([])
  const nextId = useRef(0)
  const show = useCallback((message: ToastMessage) => {
    nextId.current += 1
    const toast = { ...message, id: nextId.current }
    setToasts((current) => [...current.slice(-3), toast])
  }, [])
  const dismiss = useCallback(
    (id: number) => setToasts((current) => current.filter((toast) => toast.id !== id)),
    [],
  )

  return (
    <ToastContext.Provider value={show}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-4 bottom-4 z-90 grid justify-items-end gap-2 sm:left-auto sm:w-96"
      >
        {toasts.map((toast) => (
          <Toast key={toast.id} toast={toast} onDismiss={dismiss} />
        ))}
      </div>
    </ToastContext.Provider>
  )
}

/**
 * Shows a flash message once: as a toast when mounted or replaced, and without JavaScript at the top of the page.
 */
export function FlashMessage({ message }: { message: Flash | null | undefined }) {
  const show = useToast()
  const lastKey = useRef<string | null>(null)
  useEffect(() => {
    if (!message || message.key === lastKey.current) return
    lastKey.current = message.key
    setPageCookie(`${FLASH_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`)
    show(message)
  }, [message, show])
  if (!message) return null
  return (
    <noscript>
      <div role="status" className="mb-6">
        <Banner tone={message.tone ?? 'success'} title={message.title}>
          {message.text}
        </Banner>
      </div>
    </noscript>
  )
}

function Toast({ toast, onDismiss }: { toast: Shown; onDismiss: (id: number) => void }) {
  const [held, setHeld] = useState(false)
  const tone = toast.tone ?? 'success'
  const { Icon, ink } = LOOKS[tone]
  // Errors stay until dismissed; others wait while someone reads them (WCAG 2.2.1).
  const stays = held || tone === 'danger'
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => onDismiss(toast.id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [stays, onDismiss, toast.id])
  return (
    <div
      className="notch notch-lit animate-rise pointer-events-auto flex w-full items-start gap-3 p-4 drop-shadow-[0_12px_28px_var(--shade)] [--notch-size:10px]"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-5 shrink-0', ink)} />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{toast.title}</p>
        {toast.text === undefined ? null : <p className="text-ink-2 text-sm">{toast.text}</p>}
      </div>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => onDismiss(toast.id)}
        className="text-ink-2 hover:text-ink -m-1 grid size-8 place-items-center"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
