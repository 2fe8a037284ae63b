import { type ApiCaller } from '#server/trpc/router.ts'

type Answer<Procedure extends (...input: never[]) => unknown> = Awaited<ReturnType<Procedure>>

export type PolicyDetail = Answer<ApiCaller['policies']['get']>
export type PolicyListItem = Answer<ApiCaller['policies']['list']>['items'][number]
export type Law = Answer<ApiCaller['regions']['laws']>['items'][number]
