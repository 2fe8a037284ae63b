import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { Button } from './button.tsx'

/** Copies a text; absent where scripts or the clipboard are, since the text stands beside it. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const hydrated = useHydrated()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])

  if (!hydrated || navigator.clipboard === undefined) return null
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      // Refused by the browser: the text can still be selected.
      setCopied(false)
    }
  }
  return (
    <Button size="sm" onClick={() => void copy()}>
      {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  )
}
