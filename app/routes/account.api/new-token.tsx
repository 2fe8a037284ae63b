import { Banner } from '#app/components/ui/banner.tsx'
import { CopyButton } from '#app/components/ui/copy-button.tsx'

/** The token that was just made: shown this once, since only its hash is kept. */
export function NewToken({ token }: { token: string }) {
  return (
    <Banner tone="success" title="Token made">
      <p>Copy it now: it is shown this once.</p>
      <p className="mt-3 flex flex-wrap items-center gap-3">
        <code className="bg-surface-2 rounded-[4px] px-2 py-1 wrap-anywhere">{token}</code>
        <CopyButton text={token} label="Copy token" />
      </p>
    </Banner>
  )
}
