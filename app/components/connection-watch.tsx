import { useEffect } from 'react'
import { guardFetch, isSending, type ConnectionNews } from '#app/lib/lost-connection.ts'
import { useToast, type ToastMessage } from './ui/toast.tsx'

const WORDS: Record<ConnectionNews, ToastMessage> = {
  'not-sent': {
    tone: 'danger',
    title: 'You are offline: nothing was sent',
    text: 'What you typed is still here. Send it again once you are connected.',
  },
  unanswered: {
    tone: 'danger',
    title: 'The server did not answer',
    text: 'What you typed is still here. Check whether it went through before you send it again.',
  },
  waiting: {
    tone: 'info',
    title: 'The server cannot be reached',
    text: 'This page will update automatically once it can.',
  },
}

const RETRY_MS = 3_000

const waitForRetry = () =>
  new Promise<void>((resolve) => {
    const go = () => {
      clearTimeout(timer)
      window.removeEventListener('online', go)
      resolve()
    }
    const timer = setTimeout(go, RETRY_MS)
    window.addEventListener('online', go)
  })

/** Keeps the page and its form values while the connection is lost, and reports what happened to a form. */
export function ConnectionWatch() {
  const show = useToast()
  useEffect(() => {
    const { fetch } = window
    const notify = (news: ConnectionNews) => show(WORDS[news])
    window.fetch = guardFetch({
      fetch: (input, init) => fetch(input, init),
      isOnline: () => navigator.onLine,
      notify,
      waitForRetry,
    })
    // Runs before React handles the event, so that nothing on the page changes.
    const blockOfflineSubmit = (event: SubmitEvent) => {
      if (navigator.onLine || !isSending(event)) return
      event.preventDefault()
      event.stopPropagation()
      notify('not-sent')
    }
    window.addEventListener('submit', blockOfflineSubmit, { capture: true })
    return () => {
      window.fetch = fetch
      window.removeEventListener('submit', blockOfflineSubmit, { capture: true })
    }
  }, [show])
  return null
}
