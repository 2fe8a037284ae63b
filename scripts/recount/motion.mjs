// Recounts a motion (yes, no, abstain). It passes with its quorum, more yes than no, and the required share of yes.

/** @param {import('./record-shape.mjs').MotionRecord} record */
export function recountMotion(record, sha256) {
  if (record.tally === null || record.tallyHash === null)
    return [
      {
        ok: record.tally === record.tallyHash && record.ballots.length === 0 && record.pooled === null,
        text: 'The vote was withdrawn before it was counted, so there is no result.',
      },
    ]
  const { weight, people, unknown } = addUp(record)
  if (unknown !== null) return [{ ok: false, text: `There is a ballot for an unknown choice: “${unknown}”.` }]
  const text = tallyText(record, weight, people)
  return [
    { ok: true, text: `yes ${weight.yes}, no ${weight.no}, abstain ${weight.abstain}` },
    {
      ok: text === record.tally,
      text:
        text === record.tally
          ? `The recount gives the published tally: ${text.split('\n')[1]}.`
          : `The recount gives a different tally:\n${indent(text)}\n      published:\n${indent(record.tally)}`,
    },
    {
      ok: sha256(text) === record.tallyHash,
      text:
        sha256(text) === record.tallyHash
          ? 'The tally has the published hash.'
          : 'The tally has a different hash.',
    },
  ]
}

function addUp({ ballots, pooled }) {
  const weight = { yes: 0, no: 0, abstain: 0 }
  const people = { yes: 0, no: 0, abstain: 0 }
  const lines = [
    ...ballots.map((own) => ({ choice: own.choice, votes: own.weight, people: own.represents })),
    ...(pooled?.totals ?? []),
  ]
  for (const line of lines) {
    const [word] = line.choice
    if (line.choice.length !== 1 || !Object.hasOwn(weight, word))
      return { weight, people, unknown: line.choice.join(', ') }
    weight[word] += line.votes
    people[word] += line.people
  }
  return { weight, people, unknown: null }
}

function tallyText({ roll, rules }, weight, people) {
  const turnout = people.yes + people.no + people.abstain
  const required = requiredTurnout(roll.length, rules.quorumBp)
  // Yes must be at least `parts`/`of` of yes and no, or of the roll; two thirds only raise a lower threshold.
  const isRaised = rules.majority !== 'simple' && rules.thresholdBp * 3 < 20_000
  const [parts, of] = isRaised ? [2, 3] : [rules.thresholdBp, 10_000]
  const whole =
    rules.majority === 'two_thirds_of_roll'
      ? roll.reduce((sum, line) => sum + line.weight, 0)
      : weight.yes + weight.no
  return [
    'tally v1',
    `outcome ${outcomeOf(turnout >= required, weight, whole, parts, of)}`,
    `turnout ${turnout} of ${roll.length}, required ${required}`,
    ...['yes', 'no', 'abstain'].map((word) => `${word} ${weight[word]} in ${people[word]}`),
    `required approval ${Math.ceil((parts * 10_000) / of)}`,
  ].join('\n')
}

function outcomeOf(hasQuorum, { yes, no }, whole, parts, of) {
  if (!hasQuorum) return 'quorum-not-met'
  if (yes <= no) return 'not-outweighed'
  return BigInt(yes) * BigInt(of) >= BigInt(whole) * BigInt(parts) ? 'passed' : 'below-threshold'
}

/** At least two, or the share of the roll rounded up; one if the roll is one person. */
function requiredTurnout(rollSize, quorumBp) {
  if (rollSize < 2) return 1
  const share = Math.floor((rollSize * quorumBp + 9_999) / 10_000)
  return Math.min(rollSize, Math.max(2, share))
}

const indent = (text) => text.replaceAll(/^/gm, '        ')
