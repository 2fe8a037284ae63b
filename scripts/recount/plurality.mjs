// Weighted plurality: the heaviest are elected; in a tie for the last seat incumbents stay and the lottery fills the
// rest.

/** @param {import('./record-shape.mjs').Results} election */
export function countPlurality({ seats, candidates }, ballots, draw) {
  const standings = candidates.map(({ playerId, isIncumbent }) => {
    const own = ballots.filter(({ ranking }) => ranking[0] === playerId)
    return {
      playerId,
      isIncumbent,
      votes: own.reduce((sum, { weight }) => sum + weight, 0),
      people: own.reduce((sum, { people }) => sum + people, 0),
    }
  })
  standings.sort((a, b) => b.votes - a.votes || (a.playerId < b.playerId ? -1 : 1))
  const isUnopposed = standings.length <= seats
  const tie = isUnopposed ? null : tieAt(standings, seats)
  const order = tie ? orderTied(standings, tie, draw) : standings
  return {
    steps: [],
    lines: [],
    drawn: tie ? tie.drawn : [],
    candidates: order.map((one, rank) => ({
      ...one,
      elected: isUnopposed || (rank < seats && one.votes > 0),
      decidedBy: isUnopposed ? 'unopposed' : (tie?.why.get(one.playerId) ?? 'votes'),
    })),
  }
}

/** The candidates tied for the last seat and how that is decided; null if there is no such tie. */
function tieAt(standings, seats) {
  const votes = standings[seats - 1].votes
  if (votes === 0 || standings[seats].votes !== votes) return null
  return {
    votes,
    open: seats - standings.filter((one) => one.votes > votes).length,
    drawn: [],
    why: new Map(),
  }
}

function orderTied(standings, tie, draw) {
  const tied = standings.filter(({ votes }) => votes === tie.votes)
  const idsOf = (list) => draw(list.map(({ playerId }) => playerId))
  const incumbents = idsOf(tied.filter(({ isIncumbent }) => isIncumbent))
  const challengers = idsOf(tied.filter(({ isIncumbent }) => !isIncumbent))
  if (incumbents.length > tie.open) tie.drawn = incumbents
  else if (incumbents.length < tie.open) tie.drawn = challengers
  for (const { playerId } of tied)
    tie.why.set(playerId, tie.drawn.includes(playerId) ? 'lottery' : 'incumbency')
  const order = [...incumbents, ...challengers]
  tied.sort((a, b) => order.indexOf(a.playerId) - order.indexOf(b.playerId))
  return [
    ...standings.filter(({ votes }) => votes > tie.votes),
    ...tied,
    ...standings.filter(({ votes }) => votes < tie.votes),
  ]
}
