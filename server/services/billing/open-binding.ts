import { randomUUID } from 'node:crypto'
import { paypalBindings } from '#db/schema/platform/billing.ts'
import { type Tx } from '../context.ts'
import { findBindings } from './queries.ts'

/**
 * The binding through which a checkout is paid: the open one for this plan, else a new one. A checkout that was opened at an
 * earlier price and is continued gets another, so that PayPal shows the price that the pages show. The first has its row's id.
 * @param planId our row of the PayPal plan
 */
export async function openBinding(tx: Tx, subscriptionId: string, planId: string): Promise<string> {
  const bindings = await findBindings(tx.db, subscriptionId)
  const open = bindings.findLast((binding) => binding.planId === planId)
  if (open) return open.id
  const id = bindings.length === 0 ? subscriptionId : randomUUID()
  await tx.db.insert(paypalBindings).values({ id, subscriptionId, planId, createdAt: tx.now })
  return id
}
