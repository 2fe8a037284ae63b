import { type CouncilSeat } from '#server/domain/council/seats.ts'
import { type Ctx } from '../context.ts'
import { type SeatFile } from './queries.ts'

export type SeatView = CouncilSeat & { callsign: string; since: string | null; isOwn: boolean }

export const readerOf = ({ actor }: Ctx): string | null => (actor.kind === 'user' ? actor.userId : null)

/** A seat as a reader sees it. */
export const seatView = (file: SeatFile, readerId: string | null): SeatView => ({
  ...file,
  since: file.since?.toISOString() ?? null,
  isOwn: file.holderId === readerId,
})
