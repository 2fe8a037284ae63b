/** The field of one candidate's number on a ranked ballot without script. */
export const rankField = (candidateId: string): string => `rank.${candidateId}`

/** The field that a ballot with script repeats, the best candidate first. */
export const RANKING_FIELD = 'ranking'

/** The button that takes part without ranking anybody. */
export const NOBODY_FIELD = 'nobody'

export type RankedFormReading = { ok: true; ranking: string[] } | { ok: false; message: string }

/**
 * A ranked ballot as the browser posts it: in order, or as numbers of which each may be given once and gaps do no harm.
 * An empty ballot has to be meant: it needs its own button.
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

/** The numbers as they were typed, by candidate: a refused ballot shows them again. */
export const ranksOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      name.startsWith(rankField('')) && typeof value === 'string'
        ? [[name.slice(rankField('').length), value]]
        : [],
    ),
  )
