import { z } from 'zod'
import { COMMODITIES } from './commodities.ts'

/** What happens in a galaxy today. Days are UTC days, the last one included. */
export const news = z.object({
  festival: z.object({ name: z.string(), until: z.iso.date() }).nullable(),
  shocks: z.array(
    z.object({
      port: z.object({ id: z.int(), name: z.string(), sectorId: z.int(), sectorName: z.string() }),
      commodity: z.enum(COMMODITIES),
      /** What it adds to the stock at rest, basis points of the capacity: less is dearer. */
      restBp: z.int(),
      since: z.iso.date(),
      until: z.iso.date(),
    }),
  ),
})
export type News = z.infer<typeof news>

type Shock = News['shocks'][number]

/** So many shocks a sentence names. */
const MOST_NAMED = 2

/** What a festival means, as one sentence. */
export const festivalSentence = ({ name }: NonNullable<News['festival']>): string =>
  `${name} is celebrated: ports pay more for luxury and food.`

/** The shocks that begin on a day as one sentence; null when none does. */
export function shocksSentence(day: string, shocks: readonly Shock[]): string | null {
  const begun = shocks.filter(({ since }) => since === day)
  const named = begun.slice(0, MOST_NAMED)
  if (named.length === 0) return null
  const more = begun.length - named.length
  const parts = [...named.map(shockWords), ...(more > 0 ? [`${more} more`] : [])]
  const last = parts.pop() ?? ''
  return `${capital(parts.length > 0 ? `${parts.join(', ')} and ${last}` : last)}.`
}

const shockWords = ({ restBp, commodity, port }: Shock): string =>
  `${restBp < 0 ? 'shortage' : 'glut'} of ${commodity} at ${port.name}`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
