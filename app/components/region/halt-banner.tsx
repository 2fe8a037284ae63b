import { Banner } from '#app/components/ui/banner.tsx'
import { Time } from '#app/components/ui/time.tsx'

/** Says that the dates of a timetable are the latest while a payment is disputed. Nothing where none is. */
export function HaltBanner({ until }: { until: string | null }) {
  return until === null ? null : (
    <Banner tone="warning" title="The timetable stands still">
      A payment is disputed, until <Time at={until} /> at the latest. These are the latest dates, and come
      earlier if it is settled sooner.
    </Banner>
  )
}
