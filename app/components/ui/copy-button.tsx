import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { Button } from './button.tsx'

/** Copies a text. Not rendered without JavaScript or clipboard access; the text is shown beside it anyway. */
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
      // The browser refused; the text can still be selected by hand.
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
