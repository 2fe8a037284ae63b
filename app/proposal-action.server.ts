import { type ActionFunctionArgs } from '@remix-run/node'
import { createPolicyInput } from '#server/domain/policies/inputs.ts'
import { type FormValues } from './lib/settings-form.ts'
import { settingsAction } from './settings-action.server.ts'

const headSchema = createPolicyInput.omit({ proposedChanges: true })

const headOf = ({ policyType, title, description, votingDurationDays }: FormValues) =>
  headSchema.safeParse({ policyType, title, description, votingDurationDays: Number(votingDurationDays) })

const check = (values: FormValues): Record<string, string> => {
  const head = headOf(values)
  const issues = head.success ? [] : head.error.issues
  return Object.fromEntries(issues.map((issue) => [issue.path.join('.'), issue.message]))
}

/** The action of the form that proposes a policy: a review first, then the vote. */
export const proposalAction = (args: ActionFunctionArgs, region: string, policies: string) =>
  settingsAction(args, {
    region,
    policies,
    asProposal: true,
    check,
    change: async (api, changes, values) => {
      const policy = await api.policies.propose({
        ...headSchema.parse(headOf(values).data),
        region,
        proposedChanges: changes,
      })
      return {
        outcome: 'proposed',
        policyIds: [policy.id],
        message: 'The vote is open. When it passes it becomes law by itself.',
      }
    },
  })
