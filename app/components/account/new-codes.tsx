import { Banner } from '#app/components/ui/banner.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

/** Recovery codes that were just made: shown this once, since only their hashes are kept. */
export function NewCodes({ codes }: { codes: readonly string[] }) {
  return (
    <Panel title="Your new recovery codes">
      <div className="grid gap-4">
        <Banner tone="warning" title="They are shown only now">
          Print them, or keep them in your password manager. Earlier codes no longer work.
        </Banner>
        <ul aria-label="Recovery codes" className="grid gap-2 font-mono text-lg sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code} className="tabular-nums">
              {code}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}
