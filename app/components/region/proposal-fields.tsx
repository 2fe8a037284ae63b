import { VOTING_DAYS } from '#server/domain/voting/schedule.ts'
import { type PolicyType } from '#server/domain/regions/policy-types.ts'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { CultureFields } from './culture-fields.tsx'
import { TaxFields, TradeFields, type FieldsProps } from './economy-fields.tsx'
import { GovernanceFields } from './governance-fields.tsx'
import { EffectiveField, ExpiryField } from './term-fields.tsx'
import { CombatFields, DefenseFields, ImmigrationFields } from './security-fields.tsx'

export type ProposalFieldsProps = FieldsProps & {
  policyType: PolicyType
  regionName: string
  citizens: number
  /** A counter-proposal closes together with the original. */
  isCounter?: boolean
}

/** Title, reasons, timing and changes of a proposal. */
export function ProposalFields(props: ProposalFieldsProps) {
  const { values, errors, isCounter = false } = props
  return (
    <>
      <Panel title="The proposal">
        <div className="grid gap-5">
          <Field label="Title" error={errors.title ?? null} hint="What people read first.">
            <Input name="title" defaultValue={values.title} maxLength={120} required />
          </Field>
          <Field label="Reasons" optional error={errors.description ?? null}>
            <Textarea name="description" defaultValue={values.description} rows={5} maxLength={4000} />
          </Field>
          {isCounter ? null : (
            <Slider
              label="Voting days"
              name="votingDurationDays"
              unit="d"
              min={VOTING_DAYS.min}
              max={VOTING_DAYS.max}
              defaultValue={values.votingDurationDays ?? VOTING_DAYS.default}
              error={errors.votingDurationDays ?? null}
              className="max-w-2xl"
            />
          )}
          <div className="grid max-w-2xl gap-5 sm:grid-cols-2">
            <EffectiveField
              values={values}
              errors={errors}
              label="Start in (days after the vote)"
              hint="Leave empty to start immediately."
            />
            <ExpiryField values={values} errors={errors} />
          </div>
        </div>
      </Panel>
      <ChangedFields {...props} />
    </>
  )
}

function ChangedFields({ policyType, values, errors, regionName, citizens }: ProposalFieldsProps) {
  const fields = { values, errors }
  switch (policyType) {
    case 'tax_rate':
      return <TaxFields {...fields} />
    case 'trade_policy':
      return <TradeFields {...fields} />
    case 'pvp_rules':
      return <CombatFields {...fields} />
    case 'defense':
      return <DefenseFields {...fields} />
    case 'immigration':
      return <ImmigrationFields {...fields} />
    case 'cultural':
      return <CultureFields {...fields} regionName={regionName} />
    case 'constitutional':
      return <GovernanceFields {...fields} citizens={citizens} />
  }
}
