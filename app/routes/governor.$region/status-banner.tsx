import { GRACE_DAYS } from '#server/domain/billing/payment-ledger.ts'
import { ARCHIVE_MONTHS, READ_ONLY_DAYS } from '#server/domain/billing/subscription-timetable.ts'
import { REGION_SECTORS } from '#server/domain/galaxy/region-size.ts'
import { timetablePath } from '#server/domain/regions/paths.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type GovernedRegion } from '#app/lib/governed-region.ts'
import { Banner } from '#app/components/ui/banner.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Time } from '#app/components/ui/time.tsx'

const WORDS: Partial<
  Record<RegionStatus, { tone: 'info' | 'warning' | 'danger'; title: string; text: string }>
> = {
  pending: {
    tone: 'info',
    title: 'Awaiting payment',
    text: 'We build the region as soon as the payment is confirmed.',
  },
  provisioning: {
    tone: 'info',
    title: 'The region is being built',
    text: `We are creating its ${REGION_SECTORS} sectors. You can change laws once it is active.`,
  },
  grace: {
    tone: 'warning',
    title: 'The payment is overdue',
    text: `Everything keeps working for ${GRACE_DAYS} days. Then the region is read-only for ${READ_ONLY_DAYS} days, and after that its citizens are evacuated. Pay any time before that to restore it.`,
  },
  suspended: {
    tone: 'danger',
    title: 'The region is read-only',
    text: `Nobody can act here until the subscription is paid. Evacuation starts after ${READ_ONLY_DAYS} days.`,
  },
  evacuating: {
    tone: 'danger',
    title: 'The region is being evacuated',
    text: 'At its end ships and credits are carried to the Nexus and the treasury is shared. Paying now still restores the region.',
  },
  archived: {
    tone: 'danger',
    title: 'The region is archived',
    text: `We keep it for at least ${ARCHIVE_MONTHS} months. Pay to bring it back as it was.`,
  },
}

/** Explains every status other than active: what happens when, and what to do. */
export function StatusBanner({ region }: { region: GovernedRegion }) {
  const words = WORDS[region.status]
  if (!words) return null
  const isOverdue = words.tone !== 'info'
  const timetable = isOverdue ? (
    <LinkButton to={timetablePath(region.name)} size="sm">
      Dates and what to do
    </LinkButton>
  ) : undefined
  return (
    <Banner
      tone={words.tone}
      title={words.title}
      actions={
        region.standing.isOwner ? (
          <>
            <LinkButton to="/account/billing" size="sm" variant={isOverdue ? 'primary' : 'secondary'}>
              {isOverdue ? 'Pay now' : 'Billing'}
            </LinkButton>
            {timetable}
          </>
        ) : (
          timetable
        )
      }
    >
      {words.text}
      {isOverdue && region.subscriptionExpiresAt !== null ? (
        <>
          {' '}
          Paid until <Time at={region.subscriptionExpiresAt} />.
        </>
      ) : null}
      {region.status === 'grace' && region.graceUntil !== null ? (
        <>
          {' '}
          The grace period ends{' '}
          <strong className="text-ink">
            <Time at={region.graceUntil} />
          </strong>
          .
        </>
      ) : null}
    </Banner>
  )
}
