import { ReceiptText } from 'lucide-react'

/** The receipt of one's own ballot: in the published record it is how one finds it again. */
export function OwnReceipt({ receipt }: { receipt: string | null }) {
  if (receipt === null) return null
  return (
    <p className="text-ink-2 flex min-w-0 items-center gap-2 text-sm">
      <ReceiptText aria-hidden className="text-success size-4 shrink-0" />
      <span className="min-w-0">
        Counted. Receipt <code className="text-ink font-mono text-xs break-all">{receipt}</code>
      </span>
    </p>
  )
}
