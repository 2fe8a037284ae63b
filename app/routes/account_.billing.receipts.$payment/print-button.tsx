import { Printer } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { useHydrated } from '#app/lib/use-hydrated.ts'

/** Without scripts the browser's own menu prints. */
export function PrintButton() {
  if (!useHydrated()) return null
  return (
    <Button variant="primary" onClick={() => window.print()}>
      <Printer aria-hidden className="size-4" />
      Print
    </Button>
  )
}
