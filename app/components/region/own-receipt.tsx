import { ReceiptText } from 'lucide-react'

/** The receipt of the viewer's ballot, for finding it in the published record. */
export function OwnReceipt({ receipt }: { receipt: string | null }) {
  if (receipt === null) return null
  return (
    <p className="text-ink-2 flex min-w-0 items-center gap-2 text-sm">
      <ReceiptText aria-hidden className="text-success size-4 shrink-0" />
      <span className="min-w-0">
        Vote counted. Receipt <code className="text-ink font-mono text-xs break-all">{receipt}</code>
      </span>
    </p>
  )
}
