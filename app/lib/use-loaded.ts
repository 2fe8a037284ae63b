import { useEffect, useState } from 'react'

/** What a route of ours answers with JSON; null until it is loaded. Asked for again when `where` changes. */
export function useLoaded<Answer>(path: string, isShown: boolean, where: string): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null)
  useEffect(() => {
    if (!isShown) return
    const abort = new AbortController()
    fetch(path, { signal: abort.signal })
      .then(async (response) => {
        // Produced by our own route from a typed procedure.
        if (response.ok) setAnswer((await response.json()) as Answer)
      })
      // What is shown stays as it was; opening it again asks again.
      .catch(() => undefined)
    return () => abort.abort()
  }, [path, isShown, where])
  return answer
}
