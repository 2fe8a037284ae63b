import { Banner } from '#app/components/ui/banner.tsx'

/** Why the reader cannot order this, in place of the buttons. */
export function Refusal({ reason }: { reason: string | null }) {
  return reason === null ? null : <Banner title="You cannot order this">{reason}</Banner>
}
