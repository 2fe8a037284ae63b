import { Download } from 'lucide-react'

/** Download link of the file for recounting a closed vote. */
export function RecordLink({ path }: { path: string }) {
  return (
    <div>
      <a href={`/records/${path}`} download className="link inline-flex min-h-8 items-center gap-2 text-sm">
        <Download aria-hidden className="size-4" />
        Download audit record (JSON)
      </a>
      <p className="text-ink-2 text-sm">
        Lets anyone recount the vote. It lists all voters with their weights. If fewer than five people voted,
        or all voted the same, it can reveal who voted how.
      </p>
    </div>
  )
}
