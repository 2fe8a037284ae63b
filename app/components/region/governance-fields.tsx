import { useState } from 'react'
import { ELECTION_METHODS } from '#server/domain/regions/election-methods.ts'
import { requiredTurnout } from '#server/domain/voting/quorum.ts'
import { BOUNDS, CONSTITUTION_MAX_LENGTH } from '#server/domain/regions/bounds.ts'
import { GOVERNANCE_TYPES } from '#server/domain/regions/governance-types.ts'
import { formatCount, formatNumber } from '#app/lib/format.ts'
import { useReadNumber } from '#app/lib/reader.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { type FieldsProps } from './economy-fields.tsx'
import {
  ELECTION_METHOD_LABELS,
  ELECTION_METHOD_WORDS,
  GOVERNANCE_LABELS,
  GOVERNANCE_WORDS,
} from './words.ts'

/** Form of government, voting rules, elections and constitution. */
export function GovernanceFields({ values, errors, citizens }: FieldsProps & { citizens: number }) {
  const [quorum, setQuorum] = useState(useReadNumber()(values.quorum))
  const needed = requiredTurnout(citizens, Math.round(quorum * 100))
  return (
    <>
      <Panel title="Form of government" description="Decides who makes the laws, and how.">
        <RadioCards
          legend="Form of government"
          name="governanceType"
          defaultValue={values.governanceType}
          error={errors.governanceType}
          options={GOVERNANCE_TYPES.map((value) => ({
            value,
            label: GOVERNANCE_LABELS[value],
            description: GOVERNANCE_WORDS[value],
          }))}
        />
      </Panel>
      <Panel title="Votes and elections">
        <div className="grid gap-x-10 gap-y-6 md:grid-cols-3">
          <Slider
            label="Voting threshold"
            name="votingThreshold"
            unit="%"
            min={BOUNDS.votingThresholdBp.min / 100}
            max={BOUNDS.votingThresholdBp.max / 100}
            defaultValue={values.votingThreshold}
            error={errors.votingThreshold}
            hint="Share of yes votes a policy needs to pass; abstentions do not count. A tie always fails."
          />
          <Slider
            label="Quorum"
            name="quorum"
            unit="%"
            min={BOUNDS.quorumBp.min / 100}
            max={BOUNDS.quorumBp.max / 100}
            step={0.01}
            defaultValue={values.quorum}
            onValueChange={setQuorum}
            error={errors.quorum}
            hint={
              citizens > 0 && Number.isFinite(needed)
                ? `At least ${formatNumber(needed)} of ${formatCount(citizens, 'citizen')} must vote.`
                : 'Share of voters who must take part. Abstentions count.'
            }
          />
          <Slider
            label="Election interval"
            name="electionFrequencyDays"
            unit="d"
            min={BOUNDS.electionFrequencyDays.min}
            max={BOUNDS.electionFrequencyDays.max}
            defaultValue={values.electionFrequencyDays}
            error={errors.electionFrequencyDays}
            hint="Days in office before the next election starts automatically."
          />
        </div>
        <RadioCards
          className="mt-8"
          legend="Voting method"
          name="electionMethod"
          columns={2}
          defaultValue={values.electionMethod}
          error={errors.electionMethod}
          hint="Elections that are already open keep their method."
          options={ELECTION_METHODS.map((value) => ({
            value,
            label: ELECTION_METHOD_LABELS[value],
            description: ELECTION_METHOD_WORDS[value],
          }))}
        />
        <Field
          className="mt-6 max-w-md"
          label="Term limit"
          hint="How many terms in a row someone can hold the same office. After a one-term break they can run again."
          error={errors.termLimit}
        >
          <Select
            name="termLimit"
            defaultValue={values.termLimit}
            options={Array.from({ length: BOUNDS.termLimit.max + 1 }, (_, terms) => ({
              value: String(terms),
              label: terms === 0 ? 'No limit' : formatCount(terms, 'term'),
            }))}
          />
        </Field>
      </Panel>
      <Panel
        title="Constitution"
        description="Shown on the region's page. Plain text; blank lines make paragraphs."
      >
        <Field
          label="Constitutional text"
          hint={`At most ${formatNumber(CONSTITUTION_MAX_LENGTH)} characters.`}
          error={errors.constitutionalText}
        >
          <Textarea name="constitutionalText" rows={10} defaultValue={values.constitutionalText} />
        </Field>
      </Panel>
    </>
  )
}
