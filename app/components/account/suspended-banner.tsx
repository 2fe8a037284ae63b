import { Banner } from '#app/components/ui/banner.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Suspension } from '#server/domain/identity/suspension.ts'

/** On every page of a suspended account: why, and until when. */
export function SuspendedBanner({ suspension: { text, until } }: { suspension: Suspension }) {
  return (
    <Banner
      tone="danger"
      title={
        until === null ? (
          'Your account is suspended until an administrator lifts it'
        ) : (
          <>
            Your account is suspended until <Time at={until} />
          </>
        )
      }
      className="mb-6"
      actions={
        <LinkButton to="/account/billing" size="sm">
          Billing
        </LinkButton>
      }
    >
      <p className="wrap-anywhere">“{text}”</p>
      <p className="mt-1">Until then you can read public pages and cancel what you pay for.</p>
    </Banner>
  )
}
