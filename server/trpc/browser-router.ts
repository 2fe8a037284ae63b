import { router } from './init.ts'
import { billingRouter } from './routers/billing.ts'

/**
 * What `/trpc` serves: the procedures that pages call by script while they are open. Loaders and actions call the others
 * in-process, and programs have REST.
 */
export const browserRouter = router({
  billing: router({ checkName: billingRouter.checkName }),
})

export type BrowserRouter = typeof browserRouter
