import { type ActionFunctionArgs } from '@remix-run/node'
import { counterProposalInput, createPolicyInput } from '#server/domain/policies/inputs.ts'
import { readTerms, type FormValues } from './lib/settings-form.ts'
import { type ReadNumber } from './lib/typed-number.ts'
import { settingsAction } from './settings-action.server.ts'

const headSchema = createPolicyInput.omit({ proposedChanges: true })
const counterHeadSchema = counterProposalInput.omit({ proposedChanges: true, policyId: true })

const headOf = (values: FormValues, read: ReadNumber) => {
  const { policyType, title, description, votingDurationDays } = values
  const head = { policyType, title, description, votingDurationDays: read(votingDurationDays) }
  return headSchema.safeParse({ ...head, ...readTerms(values, read) })
}

const counterHeadOf = (values: FormValues, read: ReadNumber) =>
  counterHeadSchema.safeParse({
    title: values.title,
    description: values.description,
    ...readTerms(values, read),
  })

const check =
  (parse: typeof headOf | typeof counterHeadOf) =>
  (values: FormValues, read: ReadNumber): Record<string, string> => {
    const head = parse(values, read)
    const issues = head.success ? [] : head.error.issues
    return Object.fromEntries(issues.map((issue) => [issue.path.join('.'), issue.message]))
  }

/** The action of the proposal form: a review first, then the vote. */
export const proposalAction = (args: ActionFunctionArgs, region: string, policies: string) =>
  settingsAction(args, {
    region,
    policies,
    asProposal: true,
    check: check(headOf),
    change: async (api, changes, { values, read }) => {
      const policy = await api.policies.propose({
        ...headSchema.parse(headOf(values, read).data),
        region,
        proposedChanges: changes,
      })
      return {
        outcome: 'proposed',
        policyIds: [policy.id],
        message: 'If it passes, it becomes law automatically.',
      }
    },
  })

/** The same for a counter-proposal to an open policy. */
export const counterAction = (args: ActionFunctionArgs, region: string, policyId: string) =>
  settingsAction(args, {
    region,
    policies: `/regions/${region}/policies`,
    asProposal: true,
    check: check(counterHeadOf),
    change: async (api, changes, { values, read }) => {
      const policy = await api.policies.counter({
        ...counterHeadSchema.parse(counterHeadOf(values, read).data),
        policyId,
        proposedChanges: changes,
      })
      return {
        outcome: 'proposed',
        policyIds: [policy.id],
        message: 'People vote on it and the original proposal until the same deadline.',
      }
    },
  })
