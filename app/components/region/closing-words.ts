import { SHARE_STANDING_DAYS } from '#server/domain/economy/treasury-shares.ts'
import { type ClosingStage, type TimetableView } from '#server/domain/regions/closing-stages.ts'

export const STAGE_TITLES: Record<ClosingStage, string> = {
  grace: 'The payment is overdue',
  suspended: 'Read-only',
  evacuating: 'Evacuation',
  archived: 'Archive',
}

/** What a stage is, for everybody. */
export const STAGE_TEXTS: Record<ClosingStage, string> = {
  grace: 'Everything keeps working.',
  suspended:
    'Everything can be looked at, and nothing changed. Open votes wait, and get the time back. Ships can leave for Gateway Plaza for free, from any sector and without turns.',
  evacuating:
    'Treaties end with notice. Ships can leave for Gateway Plaza for free, from any sector and without turns, with all that is aboard. Who is still there at the end is carried there with ship, cargo and credits.',
  archived:
    'Nobody is in the region, and its data is kept. If somebody pays until the end, it comes back with its map, laws, settings and records. After that nobody can bring it back.',
}

/** What happens when the evacuation ends. */
export const END_TEXT = `The treasury is shared, once and equally, among those who had been citizens for ${SHARE_STANDING_DAYS} days on the first unpaid day and still are. Each share comes into the purse, wherever its citizen is. Where there is no such citizen, the treasury stays in the archive. Offices, votes, treaties and the seat in the Galactic Council end.`

type Reader = TimetableView['reader']

/** What the reader can do in a stage. */
export const DO_NOW: Record<ClosingStage, Record<Reader, string>> = {
  grace: {
    owner: 'Pay on your billing page, and nothing happens at all.',
    citizen: 'Go on as usual. The owner can pay, and citizens can name a rescuer.',
    visitor: 'Go on as usual.',
  },
  suspended: {
    owner: 'Pay on your billing page: the region opens at once, and open votes go on.',
    citizen: 'You stay a citizen. If your ship is there, you can leave; you need not yet.',
    visitor: 'If your ship is there, you can leave; you need not yet.',
  },
  evacuating: {
    owner:
      'Pay on your billing page until the last day: the region opens at once. The treaties that have ended by then do not come back.',
    citizen: 'Leave with your ship if you want to choose the moment. You stay a citizen, also outside of it.',
    visitor: 'Leave with your ship if you want to choose the moment.',
  },
  archived: {
    owner:
      'Pay on your billing page: the region comes back as it was, its citizens are citizens again, and elections open.',
    citizen:
      'Your citizenship rests and holds no place: you can be a citizen elsewhere. If the region returns, you are told, and are a citizen as before.',
    visitor: 'There is nothing to do.',
  },
}
