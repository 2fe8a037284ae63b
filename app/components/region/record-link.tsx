import { Download } from 'lucide-react'

/** The way to the file with which a closed vote can be counted again. */
export function RecordLink({ path }: { path: string }) {
  return (
    <div>
      <a href={`/records/${path}`} download className="link inline-flex min-h-8 items-center gap-2 text-sm">
        <Download aria-hidden className="size-4" />
        Record to count it again (JSON)
      </a>
      <p className="text-ink-2 text-sm">
        It has the roll with all weights. Where fewer than five voted, or all alike, its totals can tell who
        chose what.
      </p>
    </div>
  )
}
