import { Banner } from '#app/components/ui/banner.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { STAGE_TEXTS, STAGE_TITLES } from '#app/components/region/closing-words.ts'
import { isClosingStage } from '#server/domain/regions/closing-stages.ts'
import { timetablePath } from '#server/domain/regions/paths.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'

/** Tells every reader of a region that it is not paid for, and where the dates are. Nothing while it is paid for. */
export function ClosingBanner({
  region,
}: {
  region: { name: string; displayName: string; status: RegionStatus }
}) {
  const { name, displayName, status } = region
  if (!isClosingStage(status)) return null
  return (
    <Banner
      className="mb-6"
      tone={status === 'grace' ? 'warning' : 'danger'}
      title={`${displayName}: ${STAGE_TITLES[status].toLowerCase()}`}
      actions={
        <LinkButton to={timetablePath(name)} size="sm">
          Dates and what to do
        </LinkButton>
      }
    >
      {STAGE_TEXTS[status]}
    </Banner>
  )
}
