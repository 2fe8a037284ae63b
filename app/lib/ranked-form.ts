/** Field name of a candidate's rank on a ballot without JavaScript. */
export const rankField = (candidateId: string): string => `rank.${candidateId}`

/** Field that is repeated on a ballot with JavaScript, best candidate first. */
export const RANKING_FIELD = 'ranking'

/** Button for an empty ballot. */
export const NOBODY_FIELD = 'nobody'

export type RankedFormReading = { ok: true; ranking: string[] } | { ok: false; message: string }

/**
 * Reads a ranked ballot: an ordered list, or ranks that must be unique but may have gaps. An empty ballot must be
 * explicit: it has its own button.
 */
export function readRankedForm(form: FormData): RankedFormReading {
  if (form.has(NOBODY_FIELD)) return { ok: true, ranking: [] }
  const ordered = form.getAll(RANKING_FIELD).filter((value) => typeof value === 'string')
  const numbered = [...form]
    .filter(([name, value]) => name.startsWith(rankField('')) && value !== '')
    .map(([name, value]) => ({ id: name.slice(rankField('').length), number: Number(value) }))
    .sort((one, other) => one.number - other.number)
  const twice = numbered.find((one, index) => numbered[index + 1]?.number === one.number)
  if (twice)
    return { ok: false, message: `Two candidates have number ${twice.number}. Give each number once.` }
  const ranking = ordered.length > 0 ? ordered : numbered.map(({ id }) => id)
  return ranking.length > 0
    ? { ok: true, ranking }
    : { ok: false, message: 'Rank at least one candidate, or choose “Vote for nobody”.' }
}

/** Ranks as entered, by candidate, so that a refused ballot can show them again. */
export const ranksOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      name.startsWith(rankField('')) && typeof value === 'string'
        ? [[name.slice(rankField('').length), value]]
        : [],
    ),
  )
