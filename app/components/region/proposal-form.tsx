import { Link } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { POLICY_TYPES, type PolicyType } from '#server/domain/regions/policy-types.ts'
import { LEVER_LABELS } from '#server/domain/regions/levers.ts'
import { leversOfPolicyType } from '#server/domain/regions/levers.ts'
import { type FormValues } from '#app/lib/settings-form.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { ProposalFields } from './proposal-fields.tsx'
import { SettingsPanel, type SettingsAnswer } from './settings-panel.tsx'
import { POLICY_TYPE_LABELS } from './words.ts'

export type ProposalFormProps = {
  /** Topic; null shows the choice of topics. */
  policyType: PolicyType | null
  regionName: string
  citizens: number
  /** The current settings. */
  stored: FormValues
  answer: SettingsAnswer | null
  pending: boolean
  closed: string | null
  /** Path of the page on which orders from the treasury are proposed. */
  treasury: string
}

/** Topic, then details. The topic is in the URL, so the second step can be linked to. */
export function ProposalForm(props: ProposalFormProps) {
  const { policyType, regionName, citizens, stored, answer, pending, closed, treasury } = props
  if (policyType === null) return <TopicChoice treasury={treasury} />
  return (
    <>
      <p>
        <Link to="?" className="link inline-flex min-h-8 items-center gap-1.5 text-sm">
          <ArrowLeft aria-hidden className="size-4" />
          Choose another topic
        </Link>
      </p>
      <SettingsPanel
        name="proposal"
        answer={answer}
        pending={pending}
        closed={closed}
        note="These are the current values. Change what should become law."
      >
        <input type="hidden" name="policyType" value={policyType} />
        <ProposalFields
          policyType={policyType}
          values={{ ...stored, ...answer?.values }}
          errors={answer?.fields ?? {}}
          regionName={regionName}
          citizens={citizens}
        />
      </SettingsPanel>
    </>
  )
}

function TopicChoice({ treasury }: { treasury: string }) {
  const topics = POLICY_TYPES.map((type) => ({
    to: `?type=${type}`,
    title: POLICY_TYPE_LABELS[type],
    text: leversOfPolicyType(type)
      .map((lever) => LEVER_LABELS[lever])
      .join(', '),
  }))
  const spending = { to: treasury, title: 'Spending', text: 'Jobs for pilots, works at a port, a festival' }
  return (
    <Panel title="What is your proposal about?" description="One topic per proposal.">
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {[...topics, spending].map(({ to, title, text }) => (
          <li key={to} className="grid">
            <Link
              to={to}
              className="notch p-4 [--notch-fill:var(--surface-2)] [--notch-line:var(--line-strong)] [--notch-size:10px] hover:[--notch-fill:var(--surface-3)] hover:[--notch-line:var(--accent)]"
            >
              <span className="font-display block text-lg font-semibold">{title}</span>
              <span className="text-ink-2 text-sm">{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
