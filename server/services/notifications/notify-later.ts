import { type z } from 'zod'
import { notifyManyJob } from '#jobs/notifications/notify-many.ts'
import { job } from '#jobs/outbox.ts'
import { type Tx } from '../context.ts'

type Announcement = Omit<z.input<typeof notifyManyJob.payload>, 'senderId'>

/** Notifies an electorate or all citizens by a job after the commit, as news of what the actor does. */
export const notifyLater = (tx: Tx, announcement: Announcement): Promise<void> =>
  tx.enqueue(
    job(notifyManyJob, { ...announcement, senderId: tx.actor.kind === 'user' ? tx.actor.userId : null }),
  )
