import type { ApiCaller } from '#server/trpc/router.ts'

export type Board = Awaited<ReturnType<ApiCaller['contracts']['list']>>
export type Contract = Board['mine'][number]
export type CourierOffer = Board['couriers'][number]
