// Ranked elections: an instant run-off for one seat, otherwise a single transferable vote as in the Scottish Local
// Government Elections Order 2007 (weighted inclusive Gregory, Droop quota, transfer values of five decimals).
//
// If pooled rankings were published only in part, votes that leave the known part are `hidden`: their targets are
// taken from the published rounds and checked to be possible. Without such ballots nothing is taken from there.

/**
 * @typedef {{ ranking: string[], at: number, weight: bigint, value: bigint, isWhole: boolean }} Papers
 * @typedef {{ playerId: string, isIncumbent: boolean, votes: number, people: number, now: bigint, hidden: bigint,
 *   papers: Papers[], state: 'in' | 'elected' | 'out', decidedBy: string, past: bigint[] }} Runner
 */

/** @param {import('./record-shape.mjs').Results} election */
export function countRanked(election, ballots, draw) {
  const count = dealFirstPreferences(election, ballots, draw)
  const opening = { action: 'first_preferences', from: null, decidedBy: null, transfers: [] }
  if (count.runners.length <= count.seats) {
    endRound(
      count,
      opening,
      electAll(count, stillIn(count), () => 'unopposed'),
    )
  } else {
    endRound(count, opening, electByVotes(count))
    while (count.total > 0n && count.elected.length < count.seats && stillIn(count).length > 0)
      if (!passSurplus(count)) eliminateLast(count)
  }
  return {
    steps: [...count.steps, ...hiddenStep(count)],
    lines: [totalLine(count), ...count.lines],
    drawn: draw([...count.lots]),
    candidates: [
      ...count.elected,
      ...stillIn(count).sort(byVotes),
      ...count.runners.filter(({ state }) => state === 'out').sort((a, b) => b.outAt - a.outAt),
    ].map((runner) => ({ ...runner, elected: runner.state === 'elected' })),
  }
}

function dealFirstPreferences({ method, seats, candidates, rounds }, ballots, draw) {
  const parts = method === 'stv' ? 100_000n : 1n
  const runners = [...candidates]
    .sort((a, b) => (a.playerId < b.playerId ? -1 : 1))
    .map(({ playerId, isIncumbent }) => ({
      playerId,
      isIncumbent,
      votes: 0,
      people: 0,
      now: 0n,
      hidden: 0n,
      papers: [],
      state: 'in',
      decidedBy: 'votes',
      outAt: -1,
      past: [],
    }))
  const count = {
    isStv: method === 'stv',
    seats,
    parts,
    runners,
    byId: new Map(runners.map((runner) => [runner.playerId, runner])),
    published: rounds ?? [],
    draw,
    lots: new Set(),
    elected: [],
    exhausted: 0n,
    lost: 0n,
    total: 0n,
    cutWeight: 0n,
    cutBallots: 0,
    lines: [],
    steps: [],
  }
  for (const { ranking, weight, people, ballots: papers, isWhole } of ballots) {
    const first = count.byId.get(ranking[0])
    if (!first) continue
    first.votes += weight
    first.people += people
    first.now += BigInt(weight) * parts
    first.papers.push({ ranking, at: 0, weight: BigInt(weight), value: parts, isWhole })
    count.total += BigInt(weight)
    if (!isWhole) {
      count.cutWeight += BigInt(weight)
      count.cutBallots += papers
    }
  }
  return count
}

const stillIn = ({ runners }) => runners.filter(({ state }) => state === 'in')

function quotaOf(count) {
  if (count.isStv) return (count.total / BigInt(count.seats + 1) + 1n) * count.parts
  return stillIn(count).reduce((sum, { now }) => sum + now, 0n) / 2n + 1n
}

function passSurplus(count) {
  const quota = quotaOf(count)
  const waiting = count.elected.filter(({ now }) => now > quota)
  if (waiting.length === 0) return false
  const from = largestSurplus(count, waiting)
  const surplus = from.now - quota
  const transfers = move(count, from, (value) => (value * surplus) / from.now, {
    most: (from.hidden * surplus) / from.now,
    // Rounding loses less than one part per unit of weight.
    slack: from.hidden > 0n ? count.cutWeight : 0n,
  })
  count.lost += surplus - transfers.reduce((sum, { votes }) => sum + votes, 0n)
  from.now = quota
  endRound(count, { action: 'surplus', from, decidedBy: null, transfers }, electByVotes(count))
  return true
}

function eliminateLast(count) {
  const { loser, decidedBy, spared } = chooseLast(count)
  loser.state = 'out'
  loser.decidedBy = decidedBy
  loser.outAt = count.lines.length
  const step = { action: 'elimination', from: loser, decidedBy, transfers: [] }
  if (stillIn(count).length <= count.seats - count.elected.length) {
    const rest = stillIn(count).filter(({ now }) => now > 0n)
    endRound(
      count,
      step,
      electAll(count, rest, (runner) => spared.get(runner) ?? 'last_remaining'),
    )
    return
  }
  step.transfers = move(count, loser, (value) => value, { most: loser.hidden, slack: 0n })
  loser.now = 0n
  endRound(count, step, electByVotes(count))
}

/** Moves all papers of a candidate to the next remaining ones. `bound` limits its hidden votes. */
function move(count, from, valueNow, bound) {
  const known = new Map()
  let cutHere = 0n
  for (const papers of from.papers) {
    const value = valueNow(papers.value)
    const amount = papers.weight * value
    const at = papers.ranking.findIndex((id, place) => place > papers.at && count.byId.get(id).state === 'in')
    const to = at < 0 ? null : count.byId.get(papers.ranking[at])
    if (to === null && !papers.isWhole) cutHere += amount
    else known.set(to, (known.get(to) ?? 0n) + amount)
    if (to !== null && value > 0n) to.papers.push({ ...papers, at, value })
  }
  from.papers = []
  from.hidden = 0n
  const hidden = hiddenMoves(count, known, cutHere, bound)
  const moved = []
  for (const to of [...stillIn(count), null]) {
    const secret = hidden.get(to) ?? 0n
    const votes = (known.get(to) ?? 0n) + secret
    if (votes === 0n) continue
    moved.push({ to, votes })
    if (to === null) {
      count.exhausted += votes
      continue
    }
    to.now += votes
    to.hidden += secret
  }
  return moved.sort((a, b) => {
    if (a.to === null || b.to === null) return a.to === null ? 1 : -1
    if (a.votes !== b.votes) return a.votes > b.votes ? -1 : 1
    return byId(a.to, b.to)
  })
}

/** What the published round moved beyond the known papers, by candidate, if that is possible. */
function hiddenMoves(count, known, cutHere, { most, slack }) {
  const hidden = new Map()
  if (cutHere + most === 0n) return hidden
  const published = count.published[count.lines.length]?.transfers ?? []
  let sum = 0n
  let isPossible = true
  for (const to of [...stillIn(count), null]) {
    const told = published.find(({ playerId }) => playerId === (to?.playerId ?? null))
    const secret = BigInt(told?.votes ?? 0) - (known.get(to) ?? 0n)
    if (secret < 0n) isPossible = false
    else hidden.set(to, secret)
    sum += secret
  }
  if (sum > cutHere + most || sum < cutHere + most - slack - (slack > 0n ? 1n : 0n)) isPossible = false
  if (!isPossible)
    count.steps.push({
      ok: false,
      text: `Round ${count.lines.length + 1} of the record moves votes that the ballots do not have.`,
    })
  return isPossible ? hidden : new Map()
}

/**
 * Fewest votes; then, in an STV, fewest in the latest earlier round that differs; then challengers; then the last one
 * drawn.
 */
function chooseLast(count) {
  const spared = new Map()
  let decidedBy = 'votes'
  let tied = withExtreme(stillIn(count), ({ now }) => now, -1)
  const narrow = (left, why) => {
    if (tied.length === 1) return
    for (const runner of tied) if (!left.includes(runner)) spared.set(runner, why)
    if (left.length < tied.length) decidedBy = why
    tied = left
  }
  if (count.isStv) narrow(narrowByPast(tied, -1), 'earlier_round')
  const challengers = tied.filter(({ isIncumbent }) => !isIncumbent)
  narrow(challengers.length > 0 ? challengers : tied, 'incumbency')
  if (tied.length > 1) narrow(drawn(count, tied).slice(-1), 'lottery')
  return { loser: tied[0], decidedBy, spared }
}

function largestSurplus(count, waiting) {
  const most = withExtreme(waiting, ({ now }) => now, 1)
  const first = narrowByPast(most, 1)
  return first.length > 1 ? drawn(count, first)[0] : first[0]
}

function drawn(count, tied) {
  for (const { playerId } of tied) count.lots.add(playerId)
  return count.draw(tied.map(({ playerId }) => playerId)).map((id) => count.byId.get(id))
}

function narrowByPast(tied, sign) {
  let left = tied
  for (let round = tied[0].past.length - 2; round >= 0 && left.length > 1; round--)
    left = withExtreme(left, ({ past }) => past[round], sign)
  return left
}

/** Those with the highest (sign 1) or lowest (-1) amount. */
function withExtreme(list, amountOf, sign) {
  const amounts = list.map(amountOf)
  const best = amounts.reduce((a, b) => (sign > 0 === b > a ? b : a))
  return list.filter((_, at) => amounts[at] === best)
}

/** At the end of a round: elects those with the quota, and all others if enough seats are left. */
function electByVotes(count) {
  const quota = quotaOf(count)
  const reached = electAll(
    count,
    stillIn(count).filter(({ now }) => now >= quota),
    () => 'votes',
  )
  if (stillIn(count).length > count.seats - count.elected.length) return reached
  const rest = stillIn(count).filter(({ now }) => now > 0n)
  return [...reached, ...electAll(count, rest, () => 'last_remaining')]
}

function electAll(count, runners, why) {
  const sorted = [...runners].sort(byVotes)
  for (const runner of sorted) {
    runner.state = 'elected'
    runner.decidedBy = why(runner)
    count.elected.push(runner)
  }
  return sorted
}

const byId = (a, b) => (a.playerId < b.playerId ? -1 : 1)

const byVotes = (a, b) => {
  if (a.now === b.now) return byId(a, b)
  return a.now > b.now ? -1 : 1
}

function endRound(count, { action, from, decidedBy, transfers }, elected) {
  for (const runner of count.runners) runner.past.push(runner.now)
  const shown = count.runners.filter(({ state, now }) => state !== 'out' || now > 0n)
  const did = [action, from?.playerId, decidedBy && `by ${decidedBy}`].filter(Boolean).join(' ')
  const line = [
    `round ${count.lines.length + 1} ${did}`,
    `moved ${listed(transfers.map(({ to, votes }) => `${to?.playerId ?? 'nobody'} ${votes}`))}`,
    `votes ${listed(shown.map(({ playerId, now }) => `${playerId} ${now}`))}`,
    `exhausted ${count.exhausted}, lost ${count.lost}`,
    `elected ${listed(elected.map((one) => `${one.playerId} by ${one.decidedBy}`))}`,
  ].join('; ')
  count.lines.push(line)
  count.steps.push({ ok: true, text: line })
}

const listed = (items) => (items.length === 0 ? 'none' : items.join(', '))

const totalLine = (count) => {
  const head = `total ${count.total} in parts of 1/${count.parts}`
  return count.isStv ? `${head}, quota ${quotaOf(count) / count.parts}` : head
}

function hiddenStep({ cutBallots, cutWeight, steps }) {
  if (cutBallots === 0 || steps.some(({ ok }) => !ok)) return []
  return [
    {
      ok: true,
      text:
        `${cutBallots} pooled ballots (weight ${cutWeight}) are published only as far as five share a ranking. Where they ` +
        'went after that is taken from the published rounds, which is possible.',
    },
  ]
}
