import { z } from 'zod'
import { BILLING_FLAGS } from './billing-effects.ts'
import { type SubscriptionState } from './subscription.ts'
import { SUBSCRIPTION_STATUSES } from './subscription-status.ts'

const moment = z.coerce.date()

const stateSchema: z.ZodType<SubscriptionState> = z.object({
  status: z.enum(SUBSCRIPTION_STATUSES),
  openedAt: moment,
  paidThrough: moment.nullable(),
  timetable: z
    .object({
      lapsesAt: moment,
      graceUntil: moment,
      readOnlyUntil: moment,
      evacuationUntil: moment,
      archiveUntil: moment,
    })
    .nullable(),
  isGranted: z.boolean(),
  isGraceEnding: z.boolean(),
  // Defaults are for rows that were written before this was kept.
  renewalAwaitedUntil: moment.nullable().default(null),
  awaitsHandOver: z.boolean().default(false),
  disputedUntil: moment.nullable().default(null),
  returnedMinor: z.int(),
  wantedAtPayPal: z.enum(['nothing', 'activate', 'suspend', 'cancel']),
  flags: z.array(z.enum(BILLING_FLAGS)),
})

/** The state for a JSON column; dates become ISO text. */
export const storeState = (state: SubscriptionState): Record<string, unknown> => ({ ...state })

/** The reverse of {@link storeState}. @throws ZodError on a row that this version cannot read. */
export const readState = (stored: unknown): SubscriptionState => stateSchema.parse(stored)
